import { expect, it } from '@jest/globals';
import { buildProgram } from './go.ts';
import { kubeconform } from './pins.ts';

it('says in one line what to do when Go is missing', async () => {
  await expect(buildProgram(kubeconform, '/nowhere', { PATH: '/nowhere' })).rejects.toMatchObject({
    code: 'no-go',
    message:
      'Go is missing, which fetches kubeconform: install Go 1.21 or newer (Debian, Ubuntu: apt-get install golang-go).',
  });
});
