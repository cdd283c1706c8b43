# An agent that asks where it is, and is started by a script of its own
set -eu
data=http://100.100.100.200/latest/meta-data
region=$(curl -s --retry 3 --connect-timeout 2 $data/region-id)
instance=$(wget -q -T 2 -t 3 -O - $data/instance-id)
token=$(curl -s -X PUT "http://100.100.100.200/latest/api/token" -H "X-aliyun-ecs-metadata-token-ttl-seconds:300")
address=$(curl -s -H "X-aliyun-ecs-metadata-token: $token" $data/private-ipv4)
case "$(uname -m)" in x86_64) kind=amd64 ;; aarch64) kind=arm64 ;; esac
mkdir -p /usr/local/monitor
printf '#!/bin/bash\necho "$@" >>/usr/local/monitor/log\n' >/usr/local/monitor/control.sh
chmod 755 /usr/local/monitor/control.sh
/usr/local/monitor/control.sh start "$region" "$instance" "$address" "$kind"
grep -q "start cn-hangzhou i-.* 172.16.0.9" /usr/local/monitor/log
cat >/etc/init.d/monitor <<'INIT'
#!/bin/sh
case $1 in start) echo started ;; status) echo running ;; esac
INIT
chmod +x /etc/init.d/monitor
chkconfig --add monitor
chkconfig monitor on
service monitor start
echo "*/5 * * * * /usr/local/monitor/control.sh status" | crontab -
(crontab -l 2>/dev/null; echo "0 1 * * * true") | crontab -
[ "$(crontab -l | wc -l)" = 2 ]
systemctl is-active aliyun
