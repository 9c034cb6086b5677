#!/bin/sh
# In an empty folder /project/run that this one was copied to. The format is unstable, which RUSTC_BOOTSTRAP permits.
export RUSTC_BOOTSTRAP=1
RUST_BACKTRACE=0 cargo test --no-fail-fast --lib -- -Z unstable-options --format junit >../lib.xml
RUST_BACKTRACE=0 cargo test --no-fail-fast --test receipt -- -Z unstable-options --format junit >../receipt.xml
RUST_BACKTRACE=1 cargo test --no-fail-fast --lib -- -Z unstable-options --format junit >../lib-backtrace.xml
RUST_BACKTRACE=1 cargo test --no-fail-fast --test receipt -- -Z unstable-options --format junit >../receipt-backtrace.xml
