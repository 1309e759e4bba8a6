import { type Service, type TopicId, topics } from '@newsflow/contracts';
import { groupLag } from '@newsflow/kafka';
import { openKafka, type GlobalOptions } from '../connections.ts';
import { writeList } from '../output.ts';
import { services } from '../services.ts';

const topicsOf = (service: Service): TopicId[] =>
  Object.values(topics).flatMap(({ id, readers }) => (readers.includes(service) ? [id] : []));

/** `newsflow lag`: what each consumer group has still to do, per partition. */
export async function lag(options: GlobalOptions): Promise<void> {
  const { kafka, names } = await openKafka();
  const rows = await Promise.all(
    services.map((service) => groupLag(kafka, names.group(service), topicsOf(service).map(names.topic))),
  );
  await writeList(rows.flat(), ['group', 'topic', 'partition', 'lagRecords', 'lagSeconds'], options.json);
}
