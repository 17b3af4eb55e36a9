#!/usr/bin/env bash
# Pin what Atelier needs, with hashes: requirements/run.txt to run it, requirements/dev.txt to work on it.
# Needs pip-tools; run it on the oldest Python that is supported, 3.11.
set -euo pipefail
cd "$(dirname "$0")/.."
pin() {
    local target=$1
    shift
    pip-compile --quiet --generate-hashes --strip-extras --no-annotate --no-header --no-emit-index-url \
        --no-emit-trusted-host --no-emit-find-links --no-emit-options "$@" --output-file "$target" pyproject.toml
    # Only names and hashes stay; pip itself is that of the environment
    sed -i.bak -e '/^#/d' -e '/^$/d' "$target" && rm "$target.bak"
}
pin requirements/dev.txt --extra dev
pin requirements/run.txt --constraint requirements/dev.txt
