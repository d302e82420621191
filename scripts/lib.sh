# What the scripts here share; each of them sources this file first. Never run by itself.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# What outlives a clone: the WebAssembly standard library, the tools built by xtask/, Python packages.
CACHE=${MINGHENG_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mingheng}
# What `scripts/setup` found and made on this machine.
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
[[ $TARGET = /* ]] || TARGET=$PWD/$TARGET
export CARGO_TARGET_DIR=$TARGET
SETUP_ENV=$TARGET/setup.env
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never} NPM_CONFIG_FUND=false NPM_CONFIG_AUDIT=false NPM_CONFIG_UPDATE_NOTIFIER=false
export PYTHONDONTWRITEBYTECODE=1
cd "$ROOT"

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }
heading() { printf '\n== %s\n' "$*"; }

now_ms() { local t=${EPOCHREALTIME/[.,]/}; printf '%s' "${t%???}"; }
seconds() { printf '%d.%d s' $(($1 / 1000)) $(($1 % 1000 / 100)); }

# timed WHAT COMMAND…: runs the command and says how long it took; its exit code is the command's.
timed() {
  local what=$1 start code=0
  shift
  start=$(now_ms)
  "$@" || code=$?
  if ((code == 0)); then say "   $what: $(seconds $(($(now_ms) - start)))"; else say "   $what: FAILED after $(seconds $(($(now_ms) - start)))"; fi
  return $code
}

# quietly COMMAND…: shows what the command printed only if it fails.
quietly() {
  local log code=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || code=$?
  if ((code != 0)); then tail -n 60 "$log" >&2; fi
  rm -f "$log"
  return $code
}

# One number for the contents of files and folders, and of their names.
digest() { find "$@" -type f -not -path '*/target/*' -not -path '*/node_modules/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16; }

load_setup() {
  [[ -f $SETUP_ENV ]] || die "Run scripts/setup first."
  # shellcheck disable=SC1090
  source "$SETUP_ENV"
}

# cargo for wasm32-unknown-unknown, with whichever compiler has that target's standard library here. It has a target
# folder of its own: two compilers do not share one well, and a native build need not wait for it.
wasm_cargo() {
  # No line tables: nothing in a browser reads them, and wasm-bindgen would have to carry them along.
  local env=(CARGO_TARGET_DIR="$TARGET/web" CARGO_PROFILE_DEV_DEBUG=false)
  # Vectors are in every browser that the page opens in (index.html asks for them).
  # Leptos: one type for all views; the page is a seventh smaller and compiles sooner.
  local flags='-Ctarget-feature=+simd128 --cfg=erase_components'
  if [[ -n ${WASM_SYSROOT:-} ]]; then
    flags="$flags --sysroot=$WASM_SYSROOT"
    env+=(RUSTC="$WASM_RUSTC" RUSTDOC="$WASM_RUSTDOC" CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$WASM_LINKER")
  fi
  env+=(CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$flags")
  env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS -u CARGO_BUILD_TARGET "${env[@]}" "$WASM_CARGO" "$1" --target wasm32-unknown-unknown "${@:2}"
}

# The features that every browser has that passes the check in index.html, and no others.
wasm_features=(--enable-simd --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals
  --enable-reference-types --enable-multivalue)

# --- what scripts/check and scripts/test have in common ---------------------------------------------------------------

lint_native() { cargo clippy -q --locked --all-targets -- -D warnings; }

# rustup's compiler brings its clippy along. Debian's is another version, whose opinions must not decide: it only checks.
lint_wasm() {
  if [[ $WASM_CHAIN = rustup ]]; then
    wasm_cargo clippy -q --locked --lib --bins --test 'browser*' -- -D warnings
  else
    wasm_cargo check -q --locked --lib --bins --test 'browser*'
  fi
}

has_nextest() { cargo nextest --version >/dev/null 2>&1; }

# native_tests [WHICH TARGETS…]
native_tests() {
  if has_nextest; then
    cargo nextest run --locked --no-fail-fast --no-tests=pass --cargo-quiet --status-level fail --final-status-level fail "$@"
  else
    cargo test -q --locked --no-fail-fast "$@"
  fi
}
