/** The database of a MongoDB address: the one in its path, else it is called as the namespace. */
export function mongodbDatabase({ mongodbUri, namespace }: { mongodbUri: string; namespace: string }): string {
  const path = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]*)/u.exec(mongodbUri)?.[1] ?? '';
  return path === '' ? namespace.replaceAll('.', '-') : decodeURIComponent(path);
}
