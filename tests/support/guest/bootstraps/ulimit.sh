# Limits, and a daemon that is told of its new settings
set -e
cat >>/etc/security/limits.conf <<'CONF'
* soft nofile 65535
* hard nofile 65535
CONF
sed -i 's/^#\?DefaultLimitNOFILE=.*/DefaultLimitNOFILE=65535/' /etc/systemd/system.conf
grep -q '^DefaultLimitNOFILE=65535' /etc/systemd/system.conf
echo 'session required pam_limits.so' >>/etc/pam.d/login
mkdir -p /etc/systemd/system/docker.service.d
printf '[Service]\nLimitNOFILE=1048576\n' >/etc/systemd/system/docker.service.d/limit.conf
systemctl daemon-reload
ulimit -SHn 65535
[ "$(ulimit -n)" = 65535 ]
sed -i 's/^#\?PermitRootLogin.*/PermitRootLogin no/' /etc/ssh/sshd_config
sshd -t
systemctl restart sshd
systemctl reload sshd
