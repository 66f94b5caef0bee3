# Each recipe is one job of the CI; `.ci/run` runs the first three of them without just.

# The jobs that every change must pass.
check: fmt clippy test

# Is every file formatted?
fmt:
    cargo fmt --all --check

# No warning in any crate, test or benchmark.
clippy:
    cargo clippy --workspace --all-targets -- -D warnings

# All tests: behavior, specification, records, house rules.
test:
    cargo test --workspace

# The documentation builds without a warning.
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# House rules that no compiler knows; also a test.
tidy:
    cargo xtask tidy

# Writes schema/reading-1.schema.json from the wire types; its freshness is also a test.
schema:
    cargo xtask schema

# Reads the gold articles beside the checkout and writes SCORES.md.
score:
    cargo xtask score

# How fast the engine reads.
bench:
    cargo bench --package rawi --bench read

# Any bytes against the page crate, ten minutes of one target (html, text, warc, feed); needs cargo-fuzz and a nightly compiler.
fuzz target:
    cargo +nightly fuzz run -s none {{target}} fuzz/corpus/{{target}} fuzz/seeds/{{target}} -- -max_total_time=600 -max_len=65536

# Licences and sources of dependencies; needs cargo-deny.
deny:
    cargo deny check
