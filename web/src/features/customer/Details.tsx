/** What is known: company, language, how he wishes to be served, and the centre's own fields, each corrected in place. */
import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import type { Customer } from '@/api/types';
import { dateOnly } from '@/ui/time';
import styles from './Customer.module.css';
import { Editable, type Choice } from './Editable';
import { changeCustomer, setCompany, type FieldShown } from './questions';
import { channelName, fieldName, languageChoices, languageName } from './words';

export function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function readValue(field: FieldShown, value: string, yes: string, no: string): ReactNode {
  if (!value) return '';
  if (field.type === 'yes_no') return value === 'yes' ? yes : no;
  if (field.type === 'date') return dateOnly(Date.parse(`${value}T12:00:00`));
  return value;
}

const INPUT = {
  text: 'text',
  number: 'number',
  date: 'date',
  link: 'url',
  choice: 'text',
  yes_no: 'text',
} as const;

export function FieldLine({
  field,
  value,
  hidden,
  mayEdit,
  onSave,
}: {
  field: FieldShown;
  value: string;
  hidden: boolean;
  mayEdit: boolean;
  onSave: (value: string) => Promise<void>;
}) {
  const { t, i18n } = useTranslation('people');
  const name = fieldName(field, i18n.language);
  const choices: Choice[] | undefined =
    field.type === 'choice'
      ? field.options.map((option) => ({ value: option, label: option }))
      : field.type === 'yes_no'
        ? [
            { value: 'yes', label: t('panel.yes') },
            { value: 'no', label: t('panel.no') },
          ]
        : undefined;
  const shown = hidden ? (
    <span className={styles['hiddenValue']} title={t('panel.hidden')}>
      <IconLock size={13} aria-hidden /> {t('panel.hiddenShort')}
      <span className="sr-only">{t('panel.hidden')}</span>
    </span>
  ) : (
    readValue(field, value, t('panel.yes'), t('panel.no'))
  );
  return (
    <Line name={name}>
      <Editable
        label={name}
        value={value}
        shown={shown}
        type={INPUT[field.type as keyof typeof INPUT] ?? 'text'}
        {...(choices ? { choices } : {})}
        unseen={hidden}
        mayEdit={mayEdit}
        onSave={onSave}
      />
      {field.type === 'link' && /^https?:\/\//u.test(value) && (
        <a className={styles['outside']} href={value} target="_blank" rel="noreferrer noopener">
          ↗
        </a>
      )}
    </Line>
  );
}

function Fields({ customer, mayEdit }: { customer: Customer; mayEdit: boolean }) {
  const { fields: all } = useCatalog();
  const own = all.filter(
    (field) =>
      field.of === 'customer' && (field.brands.length === 0 || field.brands.includes(customer.brand)),
  );
  const known = new Set(own.map((field) => field.slug));
  const rest = Object.entries(customer.fields).filter(([name]) => !known.has(name));
  const save = (name: string) => (value: string) =>
    changeCustomer(customer.id, { fields: { [name]: value } });
  return (
    <>
      {own.map((field) => (
        <FieldLine
          key={field.slug}
          field={field}
          value={customer.fields[field.slug] ?? ''}
          hidden={customer.hidden.includes(field.slug)}
          mayEdit={mayEdit}
          onSave={save(field.slug)}
        />
      ))}
      {rest.map(([name, value]) => (
        <Line key={name} name={name}>
          <Editable label={name} value={value} mayEdit={mayEdit} onSave={save(name)} />
        </Line>
      ))}
    </>
  );
}

export function Details({ customer, mayEdit }: { customer: Customer; mayEdit: boolean }) {
  const { t, i18n } = useTranslation('people');
  const { brands, channels } = useCatalog();
  const { id } = customer;
  const languages = languageChoices(i18n.language, customer.language);
  const ways = [...channels.filter(({ traits }) => traits.endpoints).map(({ name }) => name), 'phone'];
  const wayChoices = [...new Set(ways)].map((value) => ({ value, label: channelName(value) }));
  return (
    <dl className={styles['facts']}>
      <Line name={t('panel.company')}>
        <Editable
          label={t('panel.company')}
          value={customer.organization}
          mayEdit={mayEdit}
          onSave={(name) => setCompany(id, { name })}
        />
        {customer.company && (
          <Link
            className={styles['outside']}
            to={`/companies/${customer.company.id}` as string}
            aria-label={customer.company.name}
          >
            ↗
          </Link>
        )}
      </Line>
      <Line name={t('panel.language')}>
        <Editable
          label={t('panel.language')}
          value={customer.language}
          shown={customer.language && languageName(customer.language, i18n.language)}
          choices={languages}
          mayEdit={mayEdit}
          onSave={(language) => changeCustomer(id, { language })}
        />
      </Line>
      <Line name={t('panel.preferredChannel')}>
        <Editable
          label={t('panel.preferredChannel')}
          value={customer.preferred_channel}
          shown={customer.preferred_channel && channelName(customer.preferred_channel)}
          choices={wayChoices}
          mayEdit={mayEdit}
          onSave={(value) => changeCustomer(id, { preferred_channel: value })}
        />
      </Line>
      <Line name={t('panel.preferredLanguage')}>
        <Editable
          label={t('panel.preferredLanguage')}
          value={customer.preferred_language}
          shown={customer.preferred_language && languageName(customer.preferred_language, i18n.language)}
          choices={languages}
          mayEdit={mayEdit}
          onSave={(value) => changeCustomer(id, { preferred_language: value })}
        />
      </Line>
      {brands.length > 1 && (
        <Line name={t('list.brand')}>{nameOf(brands, customer.brand, i18n.language)}</Line>
      )}
      <Fields customer={customer} mayEdit={mayEdit} />
    </dl>
  );
}
