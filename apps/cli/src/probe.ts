import { connect } from 'node:net';

/** Whether somebody accepts connections at `host:port` within two seconds. */
export function answersTcp(address: string): Promise<boolean> {
  const { hostname, port } = URL.parse(`tcp://${address}`) ?? { hostname: '', port: '' };
  if (hostname === '' || port === '') return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), timeout: 2000 });
    const answer = (accepted: boolean) => () => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', answer(true)).once('error', answer(false)).once('timeout', answer(false));
  });
}
