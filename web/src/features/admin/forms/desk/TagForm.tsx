/** A tag, as it looks in the list. */
import { useTranslation } from 'react-i18next';
import { Fields, Group } from '../Fields';
import styles from '../Form.module.css';
import type { FormProps } from '../form';
import own from './Desk.module.css';

export function TagForm(props: FormProps) {
  const { t, i18n } = useTranslation('admin');
  const { body } = props;
  const spanish = i18n.language.startsWith('es') && body['name_es'];
  const color = typeof body['color'] === 'string' ? body['color'] : '';
  return (
    <Group title={t('form.general')}>
      <Fields {...props} names={['name', 'name_es', 'color']} />
      <figure className={styles['preview']} data-left>
        <figcaption>{t('tagForm.preview')}</figcaption>
        <span className={own['tagged']}>
          <i style={{ background: color }} aria-hidden />
          {String(spanish || body['name'] || '…')}
        </span>
      </figure>
      <Fields {...props} names={['active']} />
    </Group>
  );
}
