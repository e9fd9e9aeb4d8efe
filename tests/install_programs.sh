#!/bin/sh
# Chromium, redis-server and dovecot-imapd for the tests, where this user may install them (root on Debian or Ubuntu).
set -u
missing=""
[ -x "${GEMEL_CHROMIUM:-/usr/bin/chromium}" ] || missing="chromium"
command -v redis-server >/dev/null 2>&1 || missing="$missing redis-server"
[ -x /usr/lib/dovecot/imap ] || missing="$missing dovecot-imapd"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing and not installable by this user:" $missing "(the tests that need them are left out)"
    exit 0
fi
echo "Installing" $missing "by apt-get ..."
log=$(mktemp)
# Redis and Dovecot are only programs here: no service is to be started on this machine.
if ! { apt-get update && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -20 "$log"
    echo "apt-get could not install" $missing "(the tests that need them are left out)"
fi
rm -f "$log"
