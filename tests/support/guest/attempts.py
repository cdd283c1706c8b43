"""Ways in which a script may try to reach the machine below; `HOST` is a folder of it, `PID` a process.

What must not be said is in a file there, or `ESCAPED`.
"""

from support.host_picture import Host

MUST_NOT_BE_SAID = ("precious", "ESCAPED")
TRIED = "all of it was tried"


def python(*lines: str) -> str:
    """A program, where there is Python."""
    return "\n".join(["python3 - <<'END'", *lines, "END"])


ATTEMPTS = (
    "chmod 0 /dev/null /dev/zero /dev/urandom",
    "chown 1 /dev/null; touch -d 2001-01-01 /dev/null; rm /dev/null; mv /dev/null /tmp",
    "chmod 0 /dev/stdin /dev/stdout /proc/self/fd/* /proc/1/fd/*",
    "cd /proc/sys; for s in kernel/core_pattern kernel/hostname vm/swappiness; do echo 7 >$s; done",
    "echo b >/proc/sysrq-trigger; echo 1 >/proc/irq/default_smp_affinity",
    "hostname other; sysctl -w kernel.hostname=other; date -s 2001-01-01",
    "mount -t tmpfs none /tmp; mount --bind / /mnt; umount /usr; umount -l /proc",
    "mount -o remount,rw /usr; mount -o remount,rw /proc; touch /usr/x /.scalehook/x /dev/x",
    "unshare -Urm sh -c 'umount /usr; mount -o remount,rw,bind /usr; mv /usr /u; touch /u/x'",
    "unshare -Ur sh -c 'mknod /tmp/disk b 254 0; chroot /proc/1/root ls'; nsenter -t 1 -m -u -n ls",
    "mknod /tmp/disk b 254 0 && cat /tmp/disk; mknod /tmp/null c 1 3 && echo x >/tmp/null",
    "chroot /proc/1/root ls; cd /proc/1/root/..; cd /proc/1/cwd/..; echo x >.HOST/keep.txt",
    "for p in /proc/[0-9]*; do echo x >$p/rootHOST/keep.txt; echo x >$p/cwd/keep.txt; done",
    "for f in /proc/self/fd/* /proc/1/fd/*; do echo x >$f/../keep.txt; ls $f/..HOST; done",
    "ln HOST/keep.txt /tmp/k; ln /usr/bin/env /tmp/e; ln /.scalehook/script /tmp/s; rm /bin/env",
    "echo x >/.scalehook/script; echo x >>/.scalehook/guest/lib/base.sh; rm -rf /.scalehook/guest",
    "cat /oldrootHOST/keep.txt /newroot/* HOST/keep.txt; rm -rf HOST/*; touch HOST/new",
    "kill -9 -1",
    "cp /bin/sh /tmp/sh; chmod 6755 /tmp/sh; /tmp/sh -p -c 'touch HOST/new; chmod 0 /dev/null'",
    "for u in 0 1 1000 65534; do setpriv --reuid $u --clear-groups touch HOST/keep.txt; done",
    "chown 0:0 /dev/* /proc/sys/kernel/*; chmod 4777 /.scalehook/host/usr/bin/env",
    "mount -t proc proc /mnt; mount -t sysfs sys /sys; mount -t cgroup2 none /mnt; mount /dev/vda /mnt",
    "echo '|/tmp/evil' >/proc/sys/kernel/core_pattern; ulimit -c unlimited; sh -c 'kill -SEGV $$'",
    "ln -s /proc/1/rootHOST /tmp/l; echo x >/tmp/l/keep.txt; mv /tmp/l /usr/local/bin",
    "truncate -s 100T /root/sparse; truncate -s 900M /root/sparse; rm /root/sparse",
    "yum remove -y ../../../../../../..HOST/keep.txt; systemctl enable ../../../..HOST/conf",
    "apt-get purge -y ../../../../..HOST/keep.txt; useradd ../../..HOST/new; crontab -u ../../x -l",
    "curl -s file://HOST/keep.txt; curl -s http://100.100.100.200/latest/../../../..HOST/keep.txt",
    "kill -9 PID; kill -STOP PID; cat /proc/PID/environ && echo ESCAPED; "
    "ls /proc/PID/root && echo ESCAPED",
    "gdb -p PID -batch && echo ESCAPED; strace -p PID -o /tmp/t & sleep 0.1; kill %1; "
    "echo x >/proc/PID/mem",
    "cp /bin/true /tmp/t; for e in /proc/[0-9]*/exe; do cat /tmp/t >$e; done; echo x >>/proc/1/exe",
    "printf '#!/proc/self/exe\n' >/tmp/x; chmod 755 /tmp/x; /tmp/x; "
    "printf '#!/proc/1/exe\n' >/tmp/x; /tmp/x",
    "for f in /sys/fs/cgroup/release_agent /sys/fs/cgroup/*/release_agent; do echo /tmp/evil >$f; done",
    "mkdir /tmp/c; mount -t cgroup -o memory none /tmp/c && echo ESCAPED; "
    "mount -t cgroup2 none /tmp/c && echo ESCAPED",
    "for f in /sys/fs/cgroup /sys/fs/cgroup/*; do mkdir $f/x; [ ! -e $f/x/tasks ] || echo ESCAPED; "
    "for g in $f/tasks $f/cgroup.procs; do [ -e $g ] && echo $$ >$g && echo ESCAPED; done; done",
    "echo /tmp/evil >/sys/kernel/uevent_helper; echo /tmp/evil >/proc/sys/kernel/modprobe",
    "echo never >/sys/kernel/mm/transparent_hugepage/enabled; "
    "ls /sys/kernel/debug/* /sys/firmware/* | head -1",
    "echo ':e:M::MZ::/tmp/evil:' >/proc/sys/fs/binfmt_misc/register && echo ESCAPED",
    "for f in /dev/mem /dev/kmem /dev/port /dev/kvm /proc/kcore /dev/vda /dev/sda; "
    "do head -c 1 $f | grep -q . && echo ESCAPED; done",
    "[ -c /dev/kmsg ] && echo evil >/dev/kmsg && echo ESCAPED; "
    "echo -1000 >/proc/self/oom_score_adj && echo ESCAPED",
    "date -s 2001-01-01 >/dev/null && echo ESCAPED; hwclock -w && echo ESCAPED; "
    "adjtimex -t 9000 && echo ESCAPED",
    "for s in /run/docker.sock /var/run/docker.sock /run/containerd/containerd.sock; "
    "do [ ! -S $s ] || echo ESCAPED; done",
    "bwrap --dev-bind / / true && echo ESCAPED; docker ps >/dev/null 2>&1 && echo ESCAPED",
    "unshare -U true && echo ESCAPED; unshare -m true && echo ESCAPED; unshare -p true && echo ESCAPED",
    "mknod /tmp/mem c 1 1 && head -c 1 /tmp/mem >/dev/null && echo ESCAPED; "
    "mknod /tmp/kmsg c 1 11 && echo x >/tmp/kmsg && echo ESCAPED",
    "mkdir /tmp/r; mv /tmp/r /tmp/../../../../..HOST/r; ln -s HOST /tmp/d; mv /etc/hostname /tmp/d/; "
    "cp -a /etc /tmp/d/",
    "cd /tmp; mkdir -p a/b; cd a/b; mv /tmp/a/b /tmp/b; ls ../../../../..HOST && echo ESCAPED",
    python(
        "import socket",
        "for name in ('\\0HOST', 'HOST/socket'):",
        " s = socket.socket(socket.AF_UNIX)",
        " print('ESCAPED' if s.connect_ex(name) == 0 else '')",
    ),
    python(
        "import fcntl, os, termios",
        "for name in (0, 1, 2, '/dev/tty', '/dev/console', '/dev/pts/0', '/dev/ptmx'):",
        " try:",
        "  f = name if isinstance(name, int) else os.open(name, os.O_RDWR)",
        "  fcntl.ioctl(f, termios.TIOCSTI, b'x')",
        "  print('ESCAPED')",
        " except OSError: pass",
    ),
    python(
        "import os",
        "f = os.memfd_create('sh')",
        "os.write(f, open('/bin/sh', 'rb').read())",
        "os.execv('/proc/self/fd/%d' % f, ['sh', '-c', 'touch HOST/new; cat HOST/keep.txt'])",
    ),
    python(
        "import os",
        "for name in ('/proc/1/root', '/proc/1/cwd', '/proc/self/root', '/'):",
        " try:",
        "  f = os.open(name, os.O_RDONLY); os.chroot('/tmp'); os.fchdir(f)",
        "  for _ in range(30): os.chdir('..')",
        "  os.chroot('.'); print(open('HOST/keep.txt').read())",
        " except OSError: pass",
    ),
)


def scripts(host: Host) -> list[str]:
    """All in one, each in a shell of its own; and those which end whoever tries them."""
    alone = [attempt for attempt in ATTEMPTS if "kill -9 -1" in attempt]
    together = "\n".join(f"(\n{attempt}\n)" for attempt in ATTEMPTS if attempt not in alone)
    inside = "[ -d /.scalehook/guest ] || exit 99\n"  # should there be no wall at all
    return [inside + put_in(script, host) for script in (f"{together}\necho {TRIED}", *alone)]


def put_in(script: str, host: Host) -> str:
    """With the folder and the process of this machine."""
    return script.replace("HOST", str(host.folder)).replace("PID", str(host.process))
