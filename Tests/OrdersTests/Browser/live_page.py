"""The page of the sale in Chromium: python3 live_page.py http://127.0.0.1:8080 [shop|show]

The server runs with --demo (shop) or without it (show). Prints a line for each thing that holds; what does not
hold ends it.
"""

import json
import sys
import urllib.request

from chromium import Browser

def holds(what, truth):
    if not truth:
        sys.exit(f"it does not hold: {what}")
    print(what)


def card(name):
    return f"[...document.querySelectorAll('li')].find(item => item.querySelector('h2').textContent === '{name}')"


def bar(page, name):
    return page.value(f"{card(name)}.querySelector('progress').value")


def flag(page, name):
    return page.value(f"{card(name)}.querySelector('.flag').textContent")


def buttons(page):
    return page.value("[...document.querySelectorAll('button')].filter(button => !button.hidden).length")


def post(address, path, token, body):
    request = urllib.request.Request(
        address + path, json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": "Bearer " + token})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["data"]


def shop(page):
    holds("the page is live", page.value("document.getElementById('state').textContent") == "Live")
    holds("all products are there", page.value("document.querySelectorAll('li').length") == 4)
    before = bar(page, "Rice cooker")
    holds("the bar is full", before == page.value(f"{card('Rice cooker')}.querySelector('progress').max"))

    page.value(f"{card('Rice cooker')}.querySelector('button').click()")
    page.wait(f"{card('Rice cooker')}.querySelector('progress').value === {before - 1}")
    holds("a click buys, and the bar moves", True)
    page.wait("document.getElementById('notice').textContent.includes('is placed')")
    holds("the order is said aloud", page.value("document.getElementById('notice').getAttribute('role')") == "status")
    page.wait("document.getElementById('rate').textContent !== '0'")
    page.wait("document.getElementById('rate').textContent === '0'")
    holds("orders a second come and go", True)

    # By keyboard alone, from the top of the page.
    page.value("document.activeElement.blur()")
    for _ in range(10):
        page.press("Tab", 9)
        if page.value("document.activeElement.getAttribute('aria-label')") == "Buy one: Rice cooker":
            break
    page.press("Enter", 13, "\r")
    page.wait(f"{card('Rice cooker')}.querySelector('.flag').textContent === 'Out of stock'")
    holds("the keyboard buys, and the last piece is 'Out of stock'", bar(page, "Rice cooker") == 0)
    page.wait("document.getElementById('notice').textContent === 'Rice cooker: order 2 is placed.' || "
              "document.getElementById('notice').textContent === 'Rice cooker: out of stock.'")
    holds("the button stays where it is and says no", page.value(
        f"{card('Rice cooker')}.querySelector('button').getAttribute('aria-disabled')") == "true")
    page.press("Enter", 13, "\r")
    page.value(f"{card('Rice cooker')}.querySelector('button').click()")

    # Somebody else buys: the page moves without being asked.
    user = post(address, "/user", "", {"name": "Ayu"})
    cart = post(address, "/cart", user["token"], {"cartItems": [{"productID": 1, "quantity": 85}]})
    post(address, "/orderThreshold", user["token"], {"cartID": cart["id"], "name": "Ayu", "address": "Jakarta", "phone": "1"})
    page.wait(f"{card('Phone')}.querySelector('progress').value === 5")
    holds("another one's order moves the bar", flag(page, "Phone") == "Almost gone")
    holds("the last piece was sold once", len(page.value(
        "fetch('order', { headers: { Authorization: 'Bearer ' + document.querySelector('meta[name=visitor-token]').content } })"
        ".then(answer => answer.json()).then(answer => answer.data)")) == 2)


def show(page):
    holds("without --demo nothing can be bought", buttons(page) == 0)
    holds("and there is no token", page.value("document.querySelector('meta[name=visitor-token]')") is None)


def everywhere(page):
    roles = page.roles()
    holds("a screen reader is told each bar", [name for role, name in roles if role == "progressbar"]
          == ["Stock of Phone", "Stock of Headphones", "Stock of Charger", "Stock of Rice cooker"])
    holds("and what is a heading", [name for role, name in roles if role == "heading"][0] == "The sale, live")
    page.resize(360, 740, is_phone=True)
    holds("it fits a phone", page.value("document.documentElement.scrollWidth") <= 360)
    style = "getComputedStyle(document.body).backgroundColor"
    page.prefer(color_scheme="light")
    light = page.value(style)
    page.prefer(color_scheme="dark")
    holds("it has a dark side", page.value(style) != light)
    pace = "getComputedStyle(document.documentElement).getPropertyValue('--pace').trim()"
    holds("bars glide", page.value(pace) == ".2s")
    page.prefer(reduced_motion="reduce")
    holds("and do not where that is asked for", page.value(pace) == "0s")
    page.value("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\" id=\"inline\">')")
    holds("a style from elsewhere is not obeyed",
          page.value("getComputedStyle(document.getElementById('inline')).color") != "rgb(255, 0, 0)")


if __name__ == "__main__":
    address, kind = sys.argv[1:]
    with Browser() as page:
        page.open(address + "/")
        page.wait("document.getElementById('state').textContent === 'Live'")
        page.wait("document.querySelectorAll('li').length === 4")
        page.wait("document.getElementById('rate').textContent !== '–'")
        holds("nothing is complained of", page.faults == [])
        (shop if kind == "shop" else show)(page)
        holds("nothing is complained of to the end", page.faults == [])
        everywhere(page)
        if kind == "show":
            page.open(address + "/docs")
            page.wait("document.querySelectorAll('article').length > 10")
            holds("the documents are drawn", page.value("document.documentElement.scrollWidth") <= 360)
            holds("and nothing is asked for elsewhere", page.value("performance.getEntriesByType('resource').length") == 0)
