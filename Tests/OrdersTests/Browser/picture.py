"""The picture of the README: python3 picture.py http://127.0.0.1:8080 live.png

The server runs with --demo, on a new database. Somebody buys, and the page is drawn while it happens.
"""

import random
import sys
import threading

from chromium import Browser
from live_page import post

address, path = sys.argv[1:]


def buy(product, quantity=1):
    user = post(address, "/user", "", {"name": "Ayu"})["token"]
    cart = post(address, "/cart", user, {"cartItems": [{"productID": product, "quantity": quantity}]})
    recipient = {"cartID": cart["id"], "name": "Ayu", "address": "Jakarta", "phone": "+62 21 555 0100"}
    post(address, "/orderThreshold", user, recipient)


def crowd():
    buy(1, 82)
    buy(4, 2)
    random.seed(12)
    for product in random.choices([2, 3], [1, 9], k=250):
        buy(product)


with Browser() as page:
    page.resize(960, 620)
    page.prefer(color_scheme="light")
    page.open(address + "/")
    page.wait("document.querySelectorAll('li').length === 4")
    buying = threading.Thread(target=crowd)
    buying.start()
    page.wait("document.querySelectorAll('li.none').length === 1 && document.querySelectorAll('li.few').length === 1")
    page.wait("Number(document.getElementById('left').textContent) < 400")
    page.picture(path)
    buying.join()
