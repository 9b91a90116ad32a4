/** What an agent may put right about a customer. */
import { ActionIcon, Button, Select, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { Refused } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from './Customer.module.css';
import { changeCustomer } from './questions';

interface Field {
  name: string;
  value: string;
}

const LANGUAGES = ['es', 'en', 'pt', 'fr', 'ca', 'eu', 'gl', 'de', 'it'];

function FieldRows({ fields, onChange }: { fields: Field[]; onChange: (fields: Field[]) => void }) {
  const { t } = useTranslation();
  const put = (at: number, change: Partial<Field>) =>
    onChange(fields.map((field, index) => (index === at ? { ...field, ...change } : field)));
  return (
    <fieldset className={styles['fields']}>
      <legend>{t('customer.fields')}</legend>
      {fields.map((field, index) => (
        <div key={index}>
          <TextInput
            aria-label={t('customer.fieldName')}
            placeholder={t('customer.fieldName')}
            value={field.name}
            onChange={(event) => put(index, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={t('customer.fieldValue')}
            placeholder={t('customer.fieldValue')}
            value={field.value}
            onChange={(event) => put(index, { value: event.currentTarget.value })}
          />
          <ActionIcon
            aria-label={t('files.remove', { name: field.name })}
            onClick={() => onChange(fields.filter((_, other) => other !== index))}
          >
            <IconX size={15} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...fields, { name: '', value: '' }])}
      >
        {t('customer.addField')}
      </Button>
    </fieldset>
  );
}

export function CustomerForm({ customer, onDone }: { customer: Customer; onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState(customer.name);
  const [organization, setOrganization] = useState(customer.organization);
  const [language, setLanguage] = useState(customer.language);
  const [notes, setNotes] = useState(customer.notes);
  const [fields, setFields] = useState<Field[]>(
    Object.entries(customer.fields).map(([fieldName, value]) => ({ name: fieldName, value })),
  );
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
  const codes = LANGUAGES.includes(language) || !language ? LANGUAGES : [language, ...LANGUAGES];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const kept = fields.filter((field) => field.name.trim());
      await changeCustomer(customer.id, {
        name: name.trim(),
        organization: organization.trim(),
        language,
        notes,
        fields: Object.fromEntries(kept.map((field) => [field.name.trim(), field.value])),
      });
      toast.done(t('customer.saved'));
      onDone();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('customer.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label={t('customer.organization')}
        value={organization}
        onChange={(event) => setOrganization(event.currentTarget.value)}
      />
      <Select
        label={t('customer.language')}
        value={language || null}
        onChange={(value) => setLanguage(value ?? '')}
        data={codes.map((code) => ({ value: code, label: names.of(code) ?? code }))}
        clearable
        searchable
      />
      <Textarea
        label={t('customer.notes')}
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
      <FieldRows fields={fields} onChange={setFields} />
      <Refused error={problem} />
      <div className={styles['buttons']}>
        <Button type="submit" loading={busy}>
          {t('common.save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
