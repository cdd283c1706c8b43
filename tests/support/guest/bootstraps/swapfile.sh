# Swap in a file
set -euo pipefail
if ! swapon --show | grep -q /swapfile; then
    fallocate -l 64M /swapfile || dd if=/dev/zero of=/swapfile bs=1M count=64
    chmod 600 /swapfile
    mkswap /swapfile
    swapon /swapfile
    grep -q '^/swapfile' /etc/fstab || echo '/swapfile none swap sw 0 0' >>/etc/fstab
fi
swapon -a
free -m 2>/dev/null || cat /proc/meminfo
sysctl -w vm.swappiness=10
[ "$(sysctl -n vm.swappiness)" = 10 ]
swapoff -a
sed -ri '/\sswap\s/s/^/#/' /etc/fstab
rm -f /swapfile
