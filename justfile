# The same commands as `cargo xtask`, for those who like them short. `just` lists them.

_default:
    @just --list --unsorted

# Build what is missing and start Tutti on http://127.0.0.1:8080
up *ARGS:
    cargo xtask up {{ARGS}}

# Start it with a workspace to look around in
demo *ARGS:
    cargo xtask up --demo {{ARGS}}

# Run what CI runs; `just test fmt clippy` runs single steps
test *STEPS:
    cargo xtask test {{STEPS}}

# Build the browser's half (`just web --release` as it is shipped)
web *ARGS:
    cargo xtask web {{ARGS}}

# Write openapi/openapi.json
openapi:
    cargo xtask openapi

# Run the end-to-end tests in headless Chromium
e2e *ARGS:
    cargo xtask e2e {{ARGS}}

# Measure
bench *ARGS:
    cargo xtask bench {{ARGS}}

# Measure under faults
campaign *ARGS:
    cargo xtask campaign {{ARGS}}

# Check licences, advisories and sources of the dependencies (needs cargo-deny)
deny:
    cargo deny check
