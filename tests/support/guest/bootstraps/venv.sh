# An application of Python in an environment of its own
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq python3-venv python3-pip >/dev/null
mkdir -p /srv/app
python3 -m venv --without-pip /srv/app/venv
. /srv/app/venv/bin/activate
python -c 'import sys; assert sys.prefix == "/srv/app/venv", sys.prefix'
deactivate
cat >/etc/systemd/system/pyapp.service <<'UNIT'
[Service]
Environment=PORT=8000
ExecStart=/srv/app/venv/bin/python -m http.server
UNIT
systemctl enable --now pyapp
