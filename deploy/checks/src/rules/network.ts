import { ofKind } from '../kubernetes/objects.ts';
import {
  type DeployedService,
  deployedServices,
  environmentOf,
  type Overlay,
  type Rule,
} from '../kubernetes/overlay.ts';
import { allows, type Peer, type Port } from '../kubernetes/traffic.ts';

const web: readonly Port[] = [{ number: 80 }, { number: 443 }];
const publicAddresses = ['1.1.1.1', '93.184.215.14', '203.0.112.1', '2606:4700::1111', '2a00:1450:4001::1'];
/** One of each range that is not public: the network of the cluster, the metadata services of clouds, … */
const innerAddresses = [
  '0.0.0.0',
  '10.0.0.1',
  '10.96.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.254',
  '192.0.0.1',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::1',
  '::ffff:10.0.0.1',
  '64:ff9b::a00:1',
  '2001::1',
  '2001:db8::1',
  '2002:a00:1::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'ff02::1',
];
/** What a service that was taken over would look for besides the web. */
const probed: readonly Port[] = [...web, { number: 22 }, { number: 6443 }, { number: 9092 }, { number: 27017 }];

const dns: Peer = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };

/** Brokers of a Strimzi cluster as services call them: `kafka-kafka-bootstrap.kafka.svc:9093`. */
function brokers(environment: Record<string, string>): { peer: Peer; port: Port; name: string }[] {
  return (environment['NEWSFLOW_KAFKA_BROKERS'] ?? '').split(',').flatMap((name) => {
    const [, namespace, port] = /^[^.]+\.([^.]+)\.svc[^:]*:(\d+)$/.exec(name.trim()) ?? [];
    if (namespace === undefined) return [];
    return [{ name, peer: { namespace, labels: { 'strimzi.io/kind': 'Kafka' } }, port: { number: Number(port) } }];
  });
}

function problems({ service, deployment, container }: DeployedService, { objects }: Overlay): string[] {
  const policies = ofKind(objects, 'NetworkPolicy');
  const { labels } = deployment.spec.template.metadata;
  const environment = environmentOf(container, objects);
  const goesOut = service === 'scraper';
  const reaches = (peer: Peer, port: Port) => allows('Egress', policies, labels, peer, port);
  const from = (namespace: string) =>
    (container.ports ?? []).some(({ name, containerPort }) =>
      allows(
        'Ingress',
        policies,
        labels,
        { namespace },
        { number: containerPort, ...(name === undefined ? {} : { name }) },
      ),
    );
  const cannot = (what: string, possible: boolean) => (possible ? [] : [`${service}: cannot reach ${what}`]);
  const outside = publicAddresses.flatMap((address) => probed.map((port) => ({ address, port })));
  return [
    ...cannot(
      'the name service',
      (['UDP', 'TCP'] as const).every((protocol) => reaches(dns, { number: 53, protocol })),
    ),
    ...brokers(environment).flatMap(({ peer, port, name }) => cannot(`Kafka at ${name}`, reaches(peer, port))),
    ...(environment['NEWSFLOW_MONGODB_URI_FILE'] === undefined
      ? []
      : cannot('MongoDB', reaches({ namespace: 'mongodb' }, { number: 27017 }))),
    ...outside.flatMap(({ address, port }) => {
      const wanted = goesOut && web.includes(port);
      if (reaches({ address }, port) === wanted) return [];
      return [`${service}: ${wanted ? 'cannot' : 'can'} reach ${address} at port ${port.number}`];
    }),
    ...innerAddresses
      .filter((address) => probed.some((port) => reaches({ address }, port)))
      .map((address) => `${service}: can reach ${address}, which is not public`),
    ...(from('monitoring') ? [] : [`${service}: its metrics cannot be read`]),
    ...(from('elsewhere') ? [`${service}: can be reached from any namespace`] : []),
  ];
}

/** Nothing may connect but what has to. Only the scraper goes out, to public addresses. */
export const network: Rule = (overlay) => {
  const closed = (type: string) =>
    ofKind(overlay.objects, 'NetworkPolicy').some(
      ({ spec }) =>
        Object.keys(spec.podSelector).length === 0 &&
        spec.policyTypes?.includes(type) === true &&
        spec.egress === undefined &&
        spec.ingress === undefined,
    );
  return [
    ...['Ingress', 'Egress'].filter((type) => !closed(type)).map((type) => `${type} is not denied by default`),
    ...deployedServices(overlay).flatMap((deployed) => problems(deployed, overlay)),
  ];
};
