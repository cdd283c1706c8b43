# Logs of an application, and who is told of them
set -e
cat >/etc/logrotate.d/app <<'CONF'
/var/log/app/*.log {
    daily
    rotate 7
    postrotate
        systemctl kill -s HUP rsyslog.service
    endscript
}
CONF
mkdir -p /var/log/app
echo line >/var/log/app/a.log
logrotate -d /etc/logrotate.d/app
logrotate -f /etc/logrotate.conf
echo ':programname, isequal, "app" /var/log/app/app.log' >/etc/rsyslog.d/30-app.conf
sed -i 's/^#\?SystemMaxUse=.*/SystemMaxUse=200M/' /etc/systemd/journald.conf
grep -q '^SystemMaxUse=200M' /etc/systemd/journald.conf
systemctl restart systemd-journald
systemctl restart rsyslog
systemctl restart crond || systemctl restart cron
logger -t app rotated
