# shellcheck shell=bash
# How the front door speaks: one calm line for each thing.

say() { printf '%s\n' "$*"; }

warn() { printf '! %s\n' "$*" >&2; }

stop_with() {
  warn "$*"
  exit 1
}

# quietly LABEL COMMAND...: runs it with its output in a log; prints label and seconds, and the log's end when it fails.
quietly() {
  local label=$1 log started=$SECONDS waited minute=60
  shift
  log=$STATE/$(printf '%s' "$label" | tr -cs 'A-Za-z0-9' '-').log
  "$@" >"$log" 2>&1 </dev/null &
  local pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
    waited=$((SECONDS - started))
    if [ -t 1 ]; then
      printf '\r  %s … %s s ' "$label" "$waited"
    elif [ "$waited" -ge "$minute" ]; then
      say "  $label … $waited s"
      minute=$((minute + 60))
    fi
  done
  [ ! -t 1 ] || printf '\r\033[K'
  if wait "$pid"; then
    say "  $label: $((SECONDS - started)) s"
  else
    tail -n 25 "$log" >&2
    warn "$label failed; the whole log is $log"
    return 1
  fi
}
