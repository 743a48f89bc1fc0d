#!/bin/sh
# Judges a pull request with the tool that its base installs. What the pull request brings is data: it is laid out in a folder of its own, and
# nothing of it is run, installed, or read as configuration of git, npm or node.
#
#   ALERTS_BASE   newest commit of the branch that it is merged into
#   ALERTS_HEAD   newest commit of the pull request
#   ALERTS_TOOL   folder in which the base's package-lock.json was installed
#
# Arguments go to "alerts ci". Runs in a repository that has the base, or can fetch it from "origin".
set -eu

for commit in "${ALERTS_BASE:?is not set}" "${ALERTS_HEAD:?is not set}"; do
  case ${#commit}$commit in
    [46][04]*[!0-9a-f]* | [!46]* | [46][!04]*)
      echo "alerts: \"$commit\" is not a commit: ALERTS_BASE and ALERTS_HEAD are full ids." >&2
      exit 2
      ;;
  esac
done
program=${ALERTS_TOOL:?is not set}/node_modules/alerts-as-code/bin/alerts.js
if [ ! -f "$program" ]; then
  echo "alerts: the base does not install alerts-as-code. Add it to devDependencies, and commit package-lock.json." >&2
  exit 2
fi

export GIT_TERMINAL_PROMPT=0 GIT_LFS_SKIP_SMUDGE=1
safe_git() {
  git -c core.hooksPath=/dev/null -c core.fsmonitor=false -c protocol.ext.allow=never -c submodule.recurse=false "$@"
}

# A checkout without persisted credentials has none for fetching; they come by the environment, never by the command line.
with_credentials() {
  if [ -n "${GITHUB_TOKEN:-}" ] && [ -n "${GITHUB_SERVER_URL:-}" ]; then
    basic=$(printf 'x-access-token:%s' "$GITHUB_TOKEN" | base64 | tr -d '\n')
    GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$GITHUB_SERVER_URL/.extraheader" \
      GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $basic" safe_git "$@"
  else
    safe_git "$@"
  fi
}

for commit in "$ALERTS_BASE" "$ALERTS_HEAD"; do
  safe_git cat-file -e "$commit^{commit}" 2>/dev/null ||
    with_credentials fetch --quiet --no-tags --no-recurse-submodules origin "$commit"
done

work=$(mktemp -d)
cleanup() {
  safe_git worktree remove --force "$work/head" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
repository=$(pwd)
safe_git worktree add --quiet --detach "$work/head" "$ALERTS_HEAD"

cd "$work/head"
status=0
node "$program" ci --base "$ALERTS_BASE" "$@" || status=$?
cd "$repository"
exit "$status"
