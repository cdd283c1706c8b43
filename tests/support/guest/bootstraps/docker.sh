# The engine, from a mirror, for a user who deploys
set -euxo pipefail
yum remove -y docker docker-client docker-common docker-engine
yum install -y yum-utils device-mapper-persistent-data lvm2
yum-config-manager --add-repo https://mirrors.example.com/docker-ce/docker-ce.repo
sed -i 's+download.example.com+mirrors.example.com/docker-ce+' /etc/yum.repos.d/docker-ce.repo
yum makecache fast
yum -y install docker-ce docker-ce-cli containerd.io docker-compose-plugin
mkdir -p /etc/docker
tee /etc/docker/daemon.json <<'CONF'
{"registry-mirrors": ["https://registry.example.com"], "log-driver": "json-file"}
CONF
systemctl daemon-reload
systemctl enable docker
systemctl restart docker
getent group docker
useradd -m -G docker shipper
id -nG shipper | grep -w docker
docker version
docker pull nginx:alpine
docker run -d --name web -p 80:80 nginx:alpine
