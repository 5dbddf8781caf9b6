#!/bin/sh
# Makes the RSA key pair that the services check tokens with, and tokens signed by it.
# Needs openssl and nothing else; runs in any POSIX shell.
set -eu
umask 077 # a private key is for its owner alone

usage() {
    cat <<'TEXT'
usage: token.sh keys  [--private FILE] [--public FILE]
       token.sh token [--private FILE] [--scope SCOPES] [--ttl SECONDS]
                      [--subject NAME] [--issuer ISSUER] [--audience AUDIENCE]

keys    makes a key pair, and never overwrites one; JWT_PUBLIC_KEY_FILE is
        the public one, the private one stays with whoever makes tokens
token   prints a token (RS256)

--private   jwt-private.pem
--public    jwt-public.pem
--scope     users:write; several are separated by spaces
--ttl       3600
--subject   token.sh
--issuer    none; the value of JWT_ISSUER, where the service has one
--audience  none; the value of JWT_AUDIENCE, where the service has one
TEXT
}

fail() {
    echo "token.sh: $1" >&2
    exit 1
}

wrong() {
    echo "token.sh: $1; \"token.sh help\" says more" >&2
    exit 2
}

base64url() {
    openssl base64 -A | tr '+/' '-_' | tr -d '='
}

# What JSON would have to escape is refused instead.
check_plain() {
    if [ "$(printf %s "$2" | tr -d '\000-\037"\\')" != "$2" ]; then
        wrong "$1: expected text without quotes, backslashes and control characters"
    fi
}

make_keys() {
    for file in "$private" "$public"; do
        if [ -e "$file" ]; then
            fail "$file exists; expected a new name, so that no key is lost"
        fi
    done
    openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out "$private" 2>/dev/null ||
        fail "openssl could not make a key in $private"
    openssl pkey -in "$private" -pubout -out "$public"
    chmod 644 "$public"
    echo "private key: $private"
    echo "public key:  $public"
}

make_token() {
    [ -r "$private" ] || fail "expected a private key in $private, found none; token.sh keys makes one"
    case $ttl in
        '' | 0* | *[!0-9]* | ??????????*) wrong "--ttl: expected a number of seconds, found \"$ttl\"" ;;
    esac
    check_plain --subject "$subject"
    check_plain --scope "$scope"
    check_plain --issuer "$issuer"
    check_plain --audience "$audience"
    now=$(date +%s)
    claims="\"sub\":\"$subject\",\"scope\":\"$scope\""
    [ -z "$issuer" ] || claims="$claims,\"iss\":\"$issuer\""
    [ -z "$audience" ] || claims="$claims,\"aud\":\"$audience\""
    claims="{$claims,\"iat\":$now,\"exp\":$((now + ttl))}"
    signed=$(printf '{"alg":"RS256","typ":"JWT"}' | base64url).$(printf %s "$claims" | base64url)
    signature=$(printf %s "$signed" | openssl dgst -sha256 -sign "$private" -binary | base64url)
    [ -n "$signature" ] || fail "openssl could not sign with $private"
    echo "$signed.$signature"
}

command=${1:-}
[ $# -eq 0 ] || shift
private=jwt-private.pem
public=jwt-public.pem
scope=users:write
ttl=3600
subject=token.sh
issuer=
audience=
while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || wrong "$1: expected a value after it"
    case $1 in
        --private) private=$2 ;;
        --public) public=$2 ;;
        --scope) scope=$2 ;;
        --ttl) ttl=$2 ;;
        --subject) subject=$2 ;;
        --issuer) issuer=$2 ;;
        --audience) audience=$2 ;;
        *) wrong "expected an option, found \"$1\"" ;;
    esac
    shift 2
done
command -v openssl >/dev/null || fail "openssl is needed and not found"

case $command in
    keys) make_keys ;;
    token) make_token ;;
    help | -h | --help) usage ;;
    *) wrong "expected keys or token, found \"$command\"" ;;
esac
