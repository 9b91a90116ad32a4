/** A service target, said in one sentence that follows what is typed. */
import { useTranslation } from 'react-i18next';
import { isKnownChannel } from '@/ui/icons';
import { listed } from '@/ui/rules';
import { spanInWords } from '@/ui/time';
import { textAt } from '@/ui/i18n';
import { useReferences, type Option } from '../choices';
import { Fields, Group } from '../Fields';
import styles from '../Form.module.css';
import type { FormProps } from '../form';

const many = (body: FormProps['body'], field: string): string[] =>
  Array.isArray(body[field]) ? (body[field] as string[]) : [];
const seconds = (body: FormProps['body'], field: string): number =>
  typeof body[field] === 'number' ? body[field] : 0;
const named = (options: readonly Option[], slugs: readonly string[]): string =>
  listed(slugs.map((slug) => options.find((one) => one.value === slug)?.label ?? slug));

function useSentence(body: FormProps['body']): string {
  const { t } = useTranslation(['admin', 'desk']);
  const queues = useReferences('queue', []);
  const brands = useReferences('brand', []);
  const hours = useReferences('hours', []);
  const say = (key: string, params: Record<string, string> = {}) =>
    textAt(`admin:sla.words.${key}`, params) ?? key;
  const targets = (['first', 'next', 'resolve'] as const)
    .filter((name) => seconds(body, `${name}_seconds`) > 0)
    .map((name) => say(name, { span: spanInWords(seconds(body, `${name}_seconds`)) }));
  if (targets.length === 0) return say('none');
  const kinds = many(body, 'kinds').map((kind) => say(`kind.${kind}`));
  const channels = many(body, 'channels').map((one) =>
    isKnownChannel(one) ? t(`desk:channel.${one}`) : one,
  );
  const which = [
    kinds.length ? listed(kinds) : say('everything'),
    ...(body['vip_only'] === true ? [say('vip')] : []),
    ...(many(body, 'queues').length ? [say('queues', { names: named(queues, many(body, 'queues')) })] : []),
    ...(channels.length ? [say('channels', { names: listed(channels) })] : []),
    ...(many(body, 'brands').length ? [say('brands', { names: named(brands, many(body, 'brands')) })] : []),
  ].join(' ');
  const clock =
    typeof body['hours'] === 'string' && body['hours']
      ? say('hours', { name: named(hours, [body['hours']]) })
      : say('business');
  const [first = '', ...rest] = targets;
  const said = [first.charAt(0).toLocaleUpperCase() + first.slice(1), ...rest];
  return `${listed(said)}, ${say('for', { what: which })}, ${clock}.`;
}

export function SlaForm(props: FormProps) {
  const { t } = useTranslation('admin');
  const sentence = useSentence(props.body);
  return (
    <>
      <Group title={t('form.general')} words={[sentence]}>
        <Fields {...props} names={['name']} />
      </Group>
      <Group title={t('sla.targets')}>
        <div className={styles['pair']}>
          <Fields {...props} names={['first_seconds', 'next_seconds', 'resolve_seconds']} />
        </div>
        <Fields {...props} names={['hours']} />
      </Group>
      <Group title={t('sla.which')}>
        <Fields {...props} names={['kinds', 'queues', 'channels', 'brands', 'vip_only']} />
      </Group>
      <Group title={t('sla.order')}>
        <Fields {...props} names={['position']} />
      </Group>
    </>
  );
}
