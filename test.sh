#!/bin/sh
# Installs what the tests need besides Swift, where it is missing, and runs them all.
set -eu

usage() {
  cat <<'END'
usage: ./test.sh [--setup-only] [<options of swift test>]

  --setup-only  install what is missing, and run nothing
END
}

fail() {
  printf 'error: %s\n' "$1" >&2
  exit 2
}

case ${1:-} in
  -h | --help)
    usage
    exit 0
    ;;
esac

# The order database is the system's SQLite; tests of the commands call the other ones.
packages=
need() {
  command -v "$1" >/dev/null || packages="$packages $2"
}
if [ "$(uname)" = Linux ]; then
  printf '#include <sqlite3.h>\n' | clang -E - >/dev/null 2>&1 || packages=" libsqlite3-dev"
  need strace strace
  need pkg-config pkg-config
  need redis-server redis-server
  need redis-cli redis-tools
  printf '#include <hiredis/hiredis.h>\n' | clang -E - >/dev/null 2>&1 ||
    packages="$packages libhiredis-dev"
fi
need sqlite3 sqlite3
need curl curl
need python3 python3
need man man-db

if [ -n "$packages" ]; then
  command -v apt-get >/dev/null || fail "these are missing; install them by your system's ways:$packages"
  as_root=
  if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
  printf 'installing %s\n' "$packages"
  # shellcheck disable=SC2086 # a list of words
  $as_root apt-get update -qq && $as_root apt-get install -y -qq $packages >/dev/null
fi

if [ "${1:-}" = --setup-only ]; then exit 0; fi
cd "$(dirname "$0")"
exec swift test --traits Redis "$@"
