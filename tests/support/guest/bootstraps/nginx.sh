# A web server in front of an application
set -euo pipefail
yum -y -q install epel-release
yum -y -q install nginx
sed -i 's/^worker_processes.*/worker_processes 4;/' /etc/nginx/nginx.conf
grep -q '^worker_processes 4;' /etc/nginx/nginx.conf
cat >/etc/nginx/conf.d/app.conf <<'CONF'
server { listen 8080; location / { proxy_pass http://127.0.0.1:9000; } }
CONF
instance=$(curl -sf http://100.100.100.200/latest/meta-data/instance-id)
echo "<h1>$instance</h1>" >/usr/share/nginx/html/index.html
chown -R nginx:nginx /usr/share/nginx/html
systemctl stop firewalld
systemctl disable firewalld
nginx -t
systemctl enable --now nginx
systemctl is-active --quiet nginx
nginx -s reload
