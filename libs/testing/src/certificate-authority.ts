import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { pki } from 'node-forge';

/** PEM. */
export interface Certified {
  readonly key: string;
  readonly certificate: string;
}

export interface CertificateAuthority {
  /** Its own certificate (PEM). */
  readonly certificate: string;
  /** A certificate for whoever is reached, or calls itself, by this name or address. */
  issue(commonName: string): Certified;
}

const dayMs = 86_400_000;
const ipType = 7;
const dnsType = 2;
const ipv4 = /^\d+(?:\.\d+){3}$/u;

/** Made anew for a test, so that no private key lies in git. */
export async function certificateAuthority(name: string): Promise<CertificateAuthority> {
  // Loaded where it is wanted only: most tests want none.
  const { default: forge } = await import('node-forge');

  function certify(subject: string, extensions: object[], issuer?: { name: string; key: pki.rsa.PrivateKey }) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const certificate = forge.pki.createCertificate();
    certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
    // A leading zero keeps it positive.
    certificate.serialNumber = `00${randomBytes(8).toString('hex')}`;
    certificate.validity.notBefore = new Date(Date.now() - dayMs);
    certificate.validity.notAfter = new Date(Date.now() + dayMs);
    certificate.setSubject([{ name: 'commonName', value: subject }]);
    certificate.setIssuer([{ name: 'commonName', value: issuer?.name ?? subject }]);
    certificate.setExtensions(extensions);
    const key = forge.pki.privateKeyFromPem(privateKey);
    certificate.sign(issuer?.key ?? key, forge.md.sha256.create());
    return { key, pem: { key: privateKey, certificate: forge.pki.certificateToPem(certificate) } };
  }

  const usage = { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true };
  const own = certify(name, [{ name: 'basicConstraints', critical: true, cA: true }, usage]);
  return {
    certificate: own.pem.certificate,
    issue: (commonName) => {
      const altName = ipv4.test(commonName) ? { type: ipType, ip: commonName } : { type: dnsType, value: commonName };
      const extensions = [
        { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
        { name: 'subjectAltName', altNames: [altName] },
      ];
      return certify(commonName, extensions, { name, key: own.key }).pem;
    },
  };
}
