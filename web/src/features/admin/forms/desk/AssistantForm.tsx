/** A language model: where it is, what it may do, and what it may cost. */
import { useTranslation } from 'react-i18next';
import { Fields, Group } from '../Fields';
import type { FormProps } from '../form';

export function AssistantForm(props: FormProps) {
  const { t } = useTranslation('admin');
  return (
    <>
      <Group title={t('assistantForm.where')} hint={t('assistantForm.whereHint')}>
        <Fields {...props} names={['name', 'url', 'model', 'key', 'timeout_seconds']} />
      </Group>
      <Group title={t('assistantForm.may')} hint={t('assistantForm.mayHint')}>
        <Fields
          {...props}
          names={['phrase', 'plan', 'summarise', 'suggest', 'languages', 'temperature', 'most_tokens']}
        />
      </Group>
      <Group title={t('assistantForm.cost')} hint={t('assistantForm.costHint')}>
        <Fields {...props} names={['daily_tokens', 'price_in', 'price_out']} />
      </Group>
      <Group title={t('assistantForm.on')} hint={t('assistantForm.onHint')}>
        <Fields {...props} names={['evaluation', 'active']} />
      </Group>
    </>
  );
}
