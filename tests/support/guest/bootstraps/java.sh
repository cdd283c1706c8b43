# A runtime, found by login shells, and a user that owns the application
set -e
yum install -y java-1.8.0-openjdk java-1.8.0-openjdk-devel
cat >/etc/profile.d/java.sh <<'CONF'
export JAVA_HOME=/usr/lib/jvm/java-1.8.0
export PATH=$JAVA_HOME/bin:$PATH
CONF
chmod +x /etc/profile.d/java.sh
source /etc/profile
[ "$JAVA_HOME" = /usr/lib/jvm/java-1.8.0 ]
alternatives --install /usr/bin/tool tool /usr/lib/jvm/java-1.8.0/bin/tool 1
java -version
readlink -f "$(command -v java)"
mkdir -p /opt/app/{bin,conf,logs}
useradd -r -s /sbin/nologin -d /opt/app javaapp
chown -R javaapp:javaapp /opt/app
su -s /bin/bash javaapp -c 'touch /opt/app/logs/started'
test -f /opt/app/logs/started
nohup java -jar /opt/app/app.jar >/opt/app/logs/out 2>&1 &
wait
