#!/bin/sh
# Builds and installs treasure: the program, its manual pages, and completions for bash, zsh and fish.
set -eu

usage() {
  cat <<'END'
usage: ./install.sh [--prefix DIR] [--uninstall]

  --prefix DIR  where to install (default: ~/.local)
  --uninstall   remove what an earlier run installed under the prefix
END
}

fail() {
  printf 'error: %s\n' "$1" >&2
  exit 2
}

prefix=${HOME:-}/.local
uninstall=false
while [ $# -gt 0 ]; do
  case $1 in
    --prefix)
      [ $# -ge 2 ] || fail '--prefix needs a directory'
      prefix=$2
      shift
      ;;
    --prefix=*) prefix=${1#--prefix=} ;;
    --uninstall) uninstall=true ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      usage >&2
      fail "unknown option '$1'"
      ;;
  esac
  shift
done
case $prefix in
  '') fail '--prefix needs a directory' ;;
  /*) ;;
  *) prefix=$PWD/$prefix ;;
esac

# The files that a run has installed, a line each: what the next run replaces and --uninstall removes.
manifest=$prefix/share/treasure/installed

if $uninstall; then
  [ -f "$manifest" ] || fail "nothing is installed under $prefix"
  while IFS= read -r file; do
    rm -f -- "$file"
    printf 'removed    %s\n' "$file"
  done <"$manifest"
  rm -f -- "$manifest"
  rmdir -- "$(dirname "$manifest")" 2>/dev/null || :
  exit 0
fi

command -v swift >/dev/null || fail 'swift is not installed; see https://www.swift.org/install'
cd "$(dirname "$0")"

# Linked statically, the program starts in half the time and needs nothing installed. Built apart,
# since other flags would have all of .build compiled again.
build() {
  if [ "$(uname)" = Linux ]; then
    set -- "$@" --static-swift-stdlib -Xswiftc -static-executable -Xswiftc -use-ld=lld
  fi
  swift build -c release --product treasure --scratch-path .build/install "$@"
}
build
built=$(build --show-bin-path)/treasure

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

# put MODE FILE TARGET: beside and renamed, so that a running program is replaced, not written over.
put() {
  mkdir -p "$(dirname "$3")"
  cp "$2" "$3.new"
  chmod "$1" "$3.new"
  mv -f "$3.new" "$3"
  printf '%s\n' "$3" >>"$work/installed"
  printf 'installed  %s\n' "$3"
}

cp "$built" "$work/treasure"
if command -v strip >/dev/null; then
  strip "$work/treasure"
fi
put 755 "$work/treasure" "$prefix/bin/treasure"

for shell in bash zsh fish; do
  "$work/treasure" --generate-completion-script "$shell" >"$work/$shell"
done
put 644 "$work/bash" "$prefix/share/bash-completion/completions/treasure"
put 644 "$work/zsh" "$prefix/share/zsh/site-functions/_treasure"
put 644 "$work/fish" "$prefix/share/fish/vendor_completions.d/treasure.fish"

# The argument parser's own tool, without its plugin, which would build everything else of the package too.
manual() {
  set -- "$@" --package-path .build/install/checkouts/swift-argument-parser \
    --scratch-path .build/manual --product generate-manual
  swift build "$@"
}
mkdir "$work/manual"
if ! manual >"$work/log" 2>&1 ||
  ! "$(manual --show-bin-path)/generate-manual" "$built" --multi-page \
    --output-directory "$work/manual" >>"$work/log" 2>&1; then
  cat "$work/log" >&2
  fail 'the manual pages could not be made; everything else is installed'
fi
for page in "$work"/manual/treasure*.1; do
  # "man treasure solve" looks for treasure-solve.
  name=$(basename "$page" .1 | tr . -)
  # The description is laid out already: examples, a table of statuses.
  sed '/^\.[DX]/s/\([a-zA-Z]\)\.\([a-zA-Z]\)/\1-\2/g' "$page" | awk -v quote="'" '
    /^\.Sh DESCRIPTION/ { print; print ".Bd -literal"; literal = 1; next }
    literal && /^\.(Bl|Sh)/ { print ".Ed"; literal = 0 }
    literal && (/^\./ || index($0, quote) == 1) { print "\\&" $0; next }
    { print }
  ' >"$work/$name.1"
  put 644 "$work/$name.1" "$prefix/share/man/man1/$name.1"
done

mkdir -p "$(dirname "$manifest")"
cp "$work/installed" "$manifest"

case :$PATH: in
  *:"$prefix/bin":*) ;;
  *) printf 'note: %s is not on your PATH\n' "$prefix/bin" ;;
esac
