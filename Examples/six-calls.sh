#!/bin/sh
# The six calls of the assessment, in its order. Start a server with sample products first, in this folder:
#
#     orders serve --demo
#
# usage: Examples/six-calls.sh [ADDRESS]
set -eu

orders=${1:-http://127.0.0.1:8080}
admin=${ORDERS_ADMIN_TOKEN:-$(cat orders.sqlite.admin-token)}

# call METHOD PATH [TOKEN [BODY]]: shows the answer on standard error and prints it; one that is no success
# ends the script.
call() {
  printf '\n%s %s\n' "$1" "$2" >&2
  answer=$(curl --silent --show-error --fail-with-body -X "$1" "$orders$2" \
    ${3:+-H "Authorization: Bearer $3"} ${4:+-d "$4"}) || {
    printf '%s\n' "$answer" >&2
    exit 1
  }
  printf '%s\n' "$answer" >&2
  printf '%s\n' "$answer"
}

# member NAME: the first value of that name in a JSON answer.
member() {
  sed 's/.*"data":{[^}]*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/'
}

order() {
  printf '{"cartID": %s, "name": "Ayu", "address": "Jl. Sudirman 1, Jakarta", "phone": "+62 21 555 0100"}' "$1"
}

user=$(call POST /user '' '{"name": "Ayu"}')
token=$(printf '%s' "$user" | member token)

# A cart is ordered once, so that two ways to order it take two carts.
first=$(call POST /cart "$token" '{"cartItems": [{"productID": 1, "quantity": 2}]}' | member id)
second=$(call POST /cart "$token" '{"cartItems": [{"productID": 2, "quantity": 1}]}' | member id)

call GET /product/generate "$admin" >/dev/null

call POST /order "$token" "$(order "$first")" >/dev/null

call POST /orderThreshold "$token" "$(order "$second")" >/dev/null

call GET /product >/dev/null
