# Settings and modules of the kernel
set -e
cat >/etc/sysctl.d/99-net.conf <<'CONF'
# network
net.core.somaxconn = 32768
net.ipv4.tcp_tw_reuse=1
CONF
sysctl --system
sysctl -p /etc/sysctl.d/99-net.conf
echo 'vm.max_map_count=262144' >>/etc/sysctl.conf
sysctl -p
[ "$(sysctl -n vm.max_map_count)" = 262144 ]
sysctl -a 2>/dev/null | grep -q '^net.core.somaxconn = 32768$'
modprobe br_netfilter
echo br_netfilter >/etc/modules-load.d/k8s.conf
lsmod | grep -q br_netfilter
setenforce 0 || true
sed -i 's/^SELINUX=enforcing$/SELINUX=disabled/' /etc/selinux/config
