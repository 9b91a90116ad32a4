/** A brand: how it looks, and the first words its customers get, as they will read them. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fields, Group } from '../Fields';
import styles from '../Form.module.css';
import type { FormProps } from '../form';
import own from './Desk.module.css';
import { Preview, TemplateInput } from './Preview';
import { FIRST_WORDS } from './sample';

const PATHS = ['reference', 'matter', 'opens', 'brand.name', 'brand.signature'] as const;

type Tongue = 'es' | 'en';
type Which = 'acknowledge' | 'out_of_hours';

function Text({ which, tongue, ...props }: FormProps & { which: Which; tongue: Tongue }) {
  const { t } = useTranslation('admin');
  const { body, set, specs, problems, readOnly } = props;
  const field = `${which}_${tongue}` as const;
  const spec = specs.find((one) => one.name === field);
  const word = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
  const text = word(field);
  const values = {
    reference: `${word('reference_prefix')}1042`,
    ...FIRST_WORDS[tongue],
    'brand.name': word('name'),
    'brand.signature': word('signature'),
    ...(body['formal'] !== false ? { 'brand.formal': 'x' } : {}),
  };
  if (!spec) return null;
  return (
    <>
      <TemplateInput
        label={spec.title}
        description={spec.help || undefined}
        error={problems[field]}
        value={text}
        readOnly={readOnly}
        rows={3}
        variables={PATHS.map((path) => ({ path, label: t(`brandForm.vars.${path}` as never) }))}
        onChange={(value) => set(field, value)}
      />
      <Preview text={text} values={values} usual={field} />
    </>
  );
}

export function BrandForm(props: FormProps) {
  const { t, i18n } = useTranslation('admin');
  const { body } = props;
  const [tongue, setTongue] = useState<Tongue>(i18n.language.startsWith('es') ? 'es' : 'en');
  return (
    <>
      <Group title={t('brandForm.look')}>
        <div className={styles['pair']}>
          <Fields {...props} names={['name', 'color']} />
        </div>
        <div className={styles['pair']}>
          <Fields {...props} names={['language', 'time_zone']} />
        </div>
        <Fields {...props} names={['hours', 'signature', 'formal', 'close_after_days']} />
      </Group>
      <Group title={t('brandForm.ack')} hint={t('brandForm.ackHint')}>
        <Fields {...props} names={['reference_prefix', 'acknowledge', 'out_of_hours']} />
        <div className={own['bar']}>
          <SegmentedControl
            aria-label={t('reply.language')}
            value={tongue}
            data={[
              { value: 'es', label: 'Español' },
              { value: 'en', label: 'English' },
            ]}
            onChange={(value) => setTongue(value === 'en' ? 'en' : 'es')}
          />
        </div>
        {body['acknowledge'] !== 'never' && <Text {...props} which="acknowledge" tongue={tongue} />}
        {body['out_of_hours'] === true && <Text {...props} which="out_of_hours" tongue={tongue} />}
      </Group>
    </>
  );
}
