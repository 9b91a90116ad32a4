/** A custom field, with what it looks like on the card. */
import { useTranslation } from 'react-i18next';
import { Fields, Group } from '../Fields';
import styles from '../Form.module.css';
import type { FormProps } from '../form';
import own from './Desk.module.css';

const SAMPLES: Readonly<Record<string, string>> = {
  text: 'AB-1042',
  number: '1042',
  link: 'https://example.com/1042',
};

function Sample({ body }: { body: FormProps['body'] }) {
  const { t, i18n } = useTranslation('admin');
  const type = typeof body['type'] === 'string' ? body['type'] : 'text';
  const options = Array.isArray(body['options']) ? (body['options'] as string[]) : [];
  const spanish = i18n.language.startsWith('es') && body['name_es'];
  const name = String(spanish || body['name'] || '…');
  const today = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date());
  const value =
    type === 'date'
      ? today
      : type === 'yes_no'
        ? t('diff.yes')
        : type === 'choice'
          ? (options[0] ?? '–')
          : SAMPLES[type];
  const hidden = body['verifies'] === true;
  return (
    <figure className={styles['preview']} data-left>
      <figcaption>{t('customField.preview')}</figcaption>
      <div className={own['card']}>
        <span>{name}</span>
        <b>{hidden ? '••••••' : value}</b>
      </div>
    </figure>
  );
}

export function FieldForm(props: FormProps) {
  const { t } = useTranslation('admin');
  const { body } = props;
  return (
    <>
      <Group title={t('form.general')}>
        <div className={styles['pair']}>
          <Fields {...props} names={['name', 'name_es']} />
        </div>
        <div className={styles['pair']}>
          <Fields {...props} names={['of', 'type']} />
        </div>
        {body['type'] === 'choice' && <Fields {...props} names={['options']} />}
        <Sample body={body} />
      </Group>
      <Group title={t('reply.when')}>
        <Fields {...props} names={['required']} />
        {(body['of'] ?? 'customer') === 'customer' && <Fields {...props} names={['verifies']} />}
        <Fields {...props} names={['brands', 'position', 'active']} />
      </Group>
    </>
  );
}
