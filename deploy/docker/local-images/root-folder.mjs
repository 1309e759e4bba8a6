// The root folder of an image that is made from scratch: a shell with its tools, users, certificates, and libraries.
import { execFile } from 'node:child_process';
import { access, chmod, cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const busybox = '/bin/busybox';
const bash = '/bin/bash-static';
const certificates = '/etc/ssl/certs/ca-certificates.crt';

/** Standard output of a program; rejects when it ends with another code than 0. */
export async function outputOf(program, args) {
  return (await promisify(execFile)(program, args)).stdout;
}

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

/** What the images are made with and this machine lacks, each with how to get it. */
export async function missingPrograms() {
  const onPath = (name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  const programs = [
    [[busybox], `${busybox} (apt-get install busybox-static)`],
    [[bash], `${bash} (apt-get install bash-static)`],
    [onPath('docker'), 'docker'],
    [onPath('npm'), 'npm'],
    [onPath('ldd'), 'ldd'],
  ];
  const missing = [];
  for (const [paths, name] of programs) if (!(await Promise.all(paths.map(exists))).includes(true)) missing.push(name);
  return missing;
}

/** Fills an empty folder with what every image has. Users as in the official images: node and appuser 1000, mongodb 999. */
export async function startRoot(root) {
  for (const folder of ['bin', 'etc/ssl/certs', 'home/node', 'tmp', 'usr/bin', 'var'])
    await mkdir(join(root, folder), { recursive: true });
  await chmod(join(root, 'tmp'), 0o1777);
  await cp(busybox, join(root, 'bin/busybox'), { dereference: true });
  await cp(bash, join(root, 'bin/bash'), { dereference: true });
  for (const tool of (await outputOf(busybox, ['--list'])).trim().split('\n'))
    if (tool !== 'busybox') await symlink('busybox', join(root, 'bin', tool));
  await symlink('/bin/env', join(root, 'usr/bin/env'));
  await writeFile(
    join(root, 'etc/passwd'),
    'root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\nmongodb:x:999:999::/data/db:/bin/sh\n',
  );
  await writeFile(join(root, 'etc/group'), 'root:x:0:\nnode:x:1000:\nmongodb:x:999:\n');
  await writeFile(join(root, 'etc/nsswitch.conf'), 'hosts: files dns\n');
  // A machine behind a proxy of its own has that one's certificate here.
  if (await exists(certificates)) await cp(certificates, join(root, certificates), { dereference: true });
}

/** Copies the shared libraries that these programs name, and the loader, to the same paths. */
export async function copyLibraries(root, programs) {
  const paths = new Set();
  for (const program of programs)
    for (const [path] of (await outputOf('ldd', [program])).matchAll(/\/\S+\.so\S*/g))
      paths.add(path.replace(/:$/, ''));
  for (const path of paths) {
    if (programs.includes(path)) continue;
    await mkdir(dirname(join(root, path)), { recursive: true });
    await cp(path, join(root, path), { dereference: true });
  }
}
