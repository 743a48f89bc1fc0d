#!/usr/bin/env bash
# Builds Alertmanager from its Go module into $1 (about 2 min the first time); its web assets come with the module.
set -euo pipefail
cd "$(dirname "$0")"
version=$(go list -m -f '{{.Version}}' github.com/prometheus/alertmanager)
go build -trimpath -ldflags "-s -w -X github.com/prometheus/common/version.Version=${version#v}" \
  -o "$1" github.com/prometheus/alertmanager/cmd/alertmanager
