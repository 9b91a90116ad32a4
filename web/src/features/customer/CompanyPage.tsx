/** One company: what is known of it, its people, and what is open with them. */
import { Button } from '@mantine/core';
import { IconArrowLeft, IconBuilding } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useCatalog, useMay } from '@/api/session';
import { useTitle } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { dateOnly } from '@/ui/time';
import { changeCompany, useCompany, usePeople, type Company } from './companies';
import styles from './Customer.module.css';
import { CustomerTable } from './CustomerTable';
import { OpenRows, Part } from './CustomerPanel';
import { FieldLine, Line } from './Details';
import { Editable } from './Editable';
import lists from './Lists.module.css';

function Known({ company, mayEdit }: { company: Company; mayEdit: boolean }) {
  const { t } = useTranslation('people');
  const { fields: all } = useCatalog();
  const fields = all.filter(
    (field) =>
      field.of === 'organization' && (field.brands.length === 0 || field.brands.includes(company.brand)),
  );
  const { id } = company;
  return (
    <dl className={styles['facts']}>
      <Line name={t('company.domains')}>
        <Editable
          label={t('company.domains')}
          value={company.domains.join(', ')}
          mayEdit={mayEdit}
          onSave={(value) => changeCompany(id, { domains: value.split(/[\s,;]+/u).filter(Boolean) })}
        />
        <small className={styles['none']}>{t('company.domainsHint')}</small>
      </Line>
      {fields.map((field) => (
        <FieldLine
          key={field.slug}
          field={field}
          value={company.fields[field.slug] ?? ''}
          hidden={false}
          mayEdit={mayEdit}
          onSave={(value) => changeCompany(id, { fields: { [field.slug]: value } })}
        />
      ))}
    </dl>
  );
}

function People({ company }: { company: Company }) {
  const { t } = useTranslation('people');
  const query = usePeople(company.id);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) return <ListSkeleton rows={3} />;
  if (rows.length === 0) return <p className={styles['quiet']}>{t('company.peopleNone')}</p>;
  return (
    <>
      <CustomerTable ofOne rows={rows} label={t('company.people')} />
      {query.hasNextPage && (
        <Button variant="subtle" onClick={() => void query.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </>
  );
}

function Shown({ company }: { company: Company }) {
  const { t } = useTranslation('people');
  const mayEdit = useMay('customer.edit');
  useTitle(company.name);
  const save = (change: { name?: string; notes?: string }) => changeCompany(company.id, change);
  return (
    <div className={lists['whole']}>
      <Link className={lists['back']} to={'/companies' as string}>
        <IconArrowLeft size={15} aria-hidden /> {t('company.back')}
      </Link>
      <header className={styles['who']}>
        <span className={lists['emblem']}>
          <IconBuilding size={24} aria-hidden />
        </span>
        <div>
          <h1>
            <Editable
              label={t('company.name')}
              value={company.name}
              mayEdit={mayEdit}
              onSave={(name) => save({ name })}
            />
          </h1>
          <small>
            {t('company.people', { count: company.people })} ·{' '}
            {t('company.since', { time: dateOnly(Date.parse(company.added_at)) })}
          </small>
        </div>
      </header>
      <div className={lists['columns']}>
        <div>
          <Part title={t('list.title')}>
            <People company={company} />
          </Part>
          <Part title={t('company.openTitle')}>
            {company.open_conversations.length > 0 ? (
              <OpenRows rows={company.open_conversations} />
            ) : (
              <p className={styles['quiet']}>{t('company.openNone')}</p>
            )}
          </Part>
        </div>
        <div>
          <Part title={t('panel.details')}>
            <Known company={company} mayEdit={mayEdit} />
            <div className={styles['notes']} data-empty={!company.notes || undefined}>
              <Editable
                label={t('company.notes')}
                value={company.notes}
                shown={company.notes || t('company.notes')}
                type="long"
                mayEdit={mayEdit}
                onSave={(notes) => save({ notes })}
              />
            </div>
          </Part>
        </div>
      </div>
    </div>
  );
}

export function CompanyPage() {
  const { t } = useTranslation('people');
  const { company: id = '' } = useParams({ strict: false }) as { company?: string };
  const { data, isError, error, refetch } = useCompany(id);
  if (isError && !data) {
    return (
      <ErrorState
        title={t('company.failed')}
        detail={sayProblem(error)}
        reference={asProblem(error).reference || id}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data) return <ListSkeleton />;
  return (
    <div className={lists['scroll']}>
      <Shown company={data} />
    </div>
  );
}
