#!/usr/bin/env bash
# The steps of .github/workflows/packet.yml, from the top of the repository: bash .github/packet.sh STEP
#
#   install   LibreOffice, fonts, bubblewrap and hyoga-docs: from its own checkout, or a wheel that is named with its SHA-256
#   check     every mistake, as annotations on the lines
#   build     the packets, to $OUT/packet
#   diff      what changed since the base, to $OUT/diff/comment.md and report.html
#   comment   comment.md to the summary of the job and, once, to the pull request
#
# WORKSPACE is where meetings/ and templates/ are, OUT where results go, HYOGA_DOCS_WHEEL and HYOGA_DOCS_SHA256 the wheel. What GitHub knows comes by its own variables; none
# of it is ever part of a command's words, for a stranger chose some of it.
set -euo pipefail

marker='<!-- hyoga-docs -->'
workspace=${WORKSPACE:-.}
out=${OUT:-${RUNNER_TEMP:-/tmp}/hyoga-docs-out}
mkdir -p -- "$out"
out=$(cd -- "$out" && pwd)
comment=$out/diff/comment.md
longest=64000 # characters of a comment; GitHub takes 65,536, and `diff` writes 60,000 at the most

# Runs a program whose words GitHub shall not take for commands of its own: it prints what stands in papers.
aloud() {
    local code=0 token
    token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    echo "::stop-commands::$token"
    "$@" || code=$?
    echo "::$token::"
    return "$code"
}

# Says on the page of the run what is wrong, and ends the step as a machine that lacks something does.
stop() {
    echo "::error::hyoga-docs を入れられません。$1"
    exit 4
}

# Copies the wheel that packet.yml names, if it is the one that packet.yml says. The name hyoga-docs alone is nothing to
# install by: on an index it is a stranger's.
wheel=
fetch() {
    local place=${HYOGA_DOCS_WHEEL:-} said=${HYOGA_DOCS_SHA256:-} is
    local how='hyoga-docs のリポジトリーで make dist を打つと、wheel ができ、その SHA-256 が出ます。'
    [ -n "$place" ] ||
        stop "packet.yml の HYOGA_DOCS_WHEEL に wheel の場所を、HYOGA_DOCS_SHA256 にその SHA-256 を書いてください。$how"
    [[ $place =~ (^|/)(hyoga_docs-[0-9A-Za-z.+!]+-py3-none-any\.whl)$ ]] ||
        stop 'HYOGA_DOCS_WHEEL は hyoga_docs-0.1.0-py3-none-any.whl のような名前で終わるように書いてください。'
    wheel=$(mktemp -d)/${BASH_REMATCH[2]}
    [[ $said =~ ^[0-9A-Fa-f]{64}$ ]] || stop "HYOGA_DOCS_SHA256 に、wheel の SHA-256（64桁）を書いてください。$how"
    case $place in
        https:*)
            curl --proto =https --fail --silent --show-error --location --output "$wheel" "$place" ||
                stop 'HYOGA_DOCS_WHEEL の場所から取れません。'
            ;;
        *)
            cp -- "$place" "$wheel" ||
                stop 'HYOGA_DOCS_WHEEL のファイルがありません。リポジトリーの一番上からの場所か、https の場所を書いてください。'
            ;;
    esac
    is=$(sha256sum <"$wheel")
    [ "${is%% *}" = "${said,,}" ] || stop "wheel の SHA-256 は ${is%% *} で、HYOGA_DOCS_SHA256 と違います。別のものかもしれません。"
}

pip() {
    python -m pip install --quiet --disable-pip-version-check "$@"
}

# What the requirements in a folder name, and nothing else: no other file of a package, and no builder that is not named.
packages() {
    pip --require-hashes --only-binary=:all: -r "$1/requirements-build.txt"
    pip --require-hashes --no-build-isolation -r "$1/requirements.txt"
}

install() {
    local root=()
    grep -qs '^name = "hyoga-docs"$' pyproject.toml || fetch # first, for what is wrong here is mended in packet.yml
    [ "$(id -u)" = 0 ] || root=(sudo)
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui libreoffice-math-nogui \
        fonts-morisawa-bizud-mincho fonts-morisawa-bizud-gothic \
        fonts-liberation fonts-crosextra-carlito fonts-crosextra-caladea bubblewrap
    # Ubuntu 24.04 keeps bubblewrap from its work; a runner is thrown away, and its papers shall be opened confined.
    "${root[@]}" sysctl -q -w kernel.apparmor_restrict_unprivileged_userns=0 2>/dev/null || true
    if [ -z "$wheel" ]; then
        packages .
        pip --no-deps --no-build-isolation -e .
    else
        # By its file, also where the same version of it is there. What it needs comes from the index, as the wheel says: by SHA-256.
        python -m zipfile -e "$wheel" "${wheel%/*}/unpacked"
        packages "${wheel%/*}/unpacked/hyoga_docs"
        pip --no-deps --force-reinstall "$wheel"
    fi
    hyoga-docs doctor
}

check() {
    cd -- "$workspace"
    hyoga-docs check --format github
}

# What is published lies in folders that are made anew, so that it can be of this run alone.
anew() {
    rm -rf -- "$1"
    mkdir -p -- "$1"
}

# Not into build/ of the workspace: what stands there came with the repository, and may lead anywhere.
build() {
    local code=0 built packet
    anew "$out/packet"
    built=$(mktemp -d)
    cd -- "$workspace"
    aloud hyoga-docs build --out "$built" meetings/*.yaml || code=$?
    for packet in "$built"/*/packet.pdf; do
        is_plain "$packet" || continue
        cp -- "$packet" "$out/packet/$(basename -- "$(dirname -- "$packet")").pdf"
    done
    rm -rf -- "$built"
    return "$code"
}

is_plain() {
    [ -f "$1" ] && [ ! -L "$1" ]
}

# The commit to compare with, or nothing where there is none: a first commit, a branch that was made or forced just now.
base() {
    if [ "${GITHUB_EVENT_NAME:-}" = pull_request ]; then
        git merge-base "refs/remotes/origin/$GITHUB_BASE_REF" HEAD
    elif [[ ${BEFORE:-} =~ ^[0-9a-f]{40,64}$ ]] && git cat-file -e "$BEFORE^{commit}" 2>/dev/null; then
        printf '%s\n' "$BEFORE"
    else
        git rev-parse --quiet --verify 'HEAD^' || true
    fi
}

diff() {
    local before head code=0
    anew "$out/diff"
    before=$(base)
    if [ -z "$before" ]; then
        echo '比べる前の版がありません。' >"$comment"
        return
    fi
    head=$(git rev-parse HEAD)
    cd -- "$workspace"
    aloud written "$before" "$head" || code=$?
    case $code in
        0 | 10) mv -- "$comment.part" "$comment" ;; # 10: they differ
        *)
            rm -f -- "$comment.part"
            return "$code"
            ;;
    esac
}

written() {
    hyoga-docs diff "$1" "$2" --format markdown --html "$out/diff/report.html" >"$comment.part"
}

# The lines of a file as far as there is room for; bash counts characters, where awk may count bytes.
cut() {
    local LC_ALL=C.UTF-8 line size=0
    while IFS= read -r line || [ -n "$line" ]; do
        size=$((size + ${#line} + 1))
        if [ "$size" -gt "$longest" ]; then
            printf '\n（長いので、ここまでにします。続きは report.html にあります。）\n'
            return
        fi
        printf '%s\n' "$line"
    done <"$1"
}

# The comment: never longer than GitHub takes, cut at the end of a line, with where to find the rest.
words() {
    local run="${GITHUB_SERVER_URL:-}/${GITHUB_REPOSITORY:-}/actions/runs/${GITHUB_RUN_ID:-}"
    printf '%s\n' "$marker"
    [ "${CHECK:-}" != failure ] || printf '**点検でエラーが見つかりました。** 記録と、変えた行のそばの知らせを見てください。\n\n'
    [ "${BUILD:-}" != failure ] || printf '**冊子か、その後に作る文書（letters）を作れませんでした。** 記録を見てください。\n\n'
    if is_plain "$comment" && [ -s "$comment" ]; then
        cut "$comment"
    else
        echo '前の版との比較を作れませんでした。記録を見てください。'
    fi
    [ -z "${GITHUB_RUN_ID:-}" ] || printf '\n[点検の記録、PDF（packet）、変わったところの一覧（diff）](%s)\n' "$run"
}

# Runs gh; that the token may only read, as for a pull request from a fork, is told and is no failure.
ask() {
    local said
    said=$(mktemp)
    if gh api "$@" 2>"$said"; then
        rm -f -- "$said"
        return
    fi
    cat -- "$said" >&2
    if grep -q 'HTTP 403' "$said"; then
        echo '::notice::プルリクエストに書く権限がないので、変わったところは、このジョブの要約に出しました。'
        rm -f -- "$said"
        exit 0
    fi
    rm -f -- "$said"
    return 1
}

comment() {
    local text number found
    text=$(mktemp)
    words >"$text"
    cat -- "$text" >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
    [ "${GITHUB_EVENT_NAME:-}" = pull_request ] || return 0
    [[ ${GITHUB_REF:-} =~ ^refs/pull/([0-9]+)/ ]] || return 0
    number=${BASH_REMATCH[1]}
    # Only what a program wrote: anybody may begin a comment with the marker.
    found=$(ask --paginate "repos/$GITHUB_REPOSITORY/issues/$number/comments?per_page=100" \
        --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id")
    found=${found%%$'\n'*}
    if [[ $found == ::notice::* ]]; then
        echo "$found"
    elif [ -z "$found" ]; then
        ask --silent --method POST "repos/$GITHUB_REPOSITORY/issues/$number/comments" -F "body=@$text"
    elif [[ $found =~ ^[0-9]{1,20}$ ]]; then
        ask --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$found" -F "body=@$text"
    else
        echo '::error::gh の答えを読めないので、プルリクエストに書きませんでした。'
        return 1
    fi
}

case ${1:-} in
    install | check | build | diff | comment) "$1" ;;
    *)
        echo "usage: bash .github/packet.sh install|check|build|diff|comment" >&2
        exit 2
        ;;
esac
