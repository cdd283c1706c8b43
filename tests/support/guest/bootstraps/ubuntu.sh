# The same on the other family: a web server, PHP and a cache
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update -y
apt-get -y -o Dpkg::Options::="--force-confdef" -o Dpkg::Options::="--force-confold" upgrade
apt-get install -y --no-install-recommends ca-certificates curl gnupg lsb-release unzip
install -m 0755 -d /etc/apt/keyrings
add-apt-repository -y ppa:someone/php
. /etc/os-release
echo "deb [arch=$(dpkg --print-architecture)] https://mirrors.example.com/ ${VERSION_CODENAME:-stable} stable" \
    >/etc/apt/sources.list.d/mirror.list
sed -i 's/archive.example.com/mirrors.example.com/g' /etc/apt/sources.list
apt-get install -y nginx php-fpm mysql-server redis-server
ln -sf /etc/nginx/sites-available/default /etc/nginx/sites-enabled/default
sed -i "s/^bind .*/bind 0.0.0.0/" /etc/redis/redis.conf
systemctl restart redis-server
systemctl status redis-server --no-pager
systemctl enable --now mysql
mysql -e 'CREATE DATABASE app'
update-alternatives --set php /usr/bin/php8.1
dpkg-query -W -f='${Status}' nginx | grep -q 'ok installed'
apt-mark hold nginx
ufw allow 'Nginx Full'
ufw --force enable
systemctl stop apt-daily.timer unattended-upgrades
locale-gen zh_CN.UTF-8
update-locale LANG=zh_CN.UTF-8
grep -q '^LANG=zh_CN.UTF-8' /etc/default/locale
apt-get -y autoremove && apt-get clean
