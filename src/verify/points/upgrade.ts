import { tableRights } from '../../warehouse/redshift/table-rights.ts';
import { makeTable, observeValue } from '../observe.ts';
import type { Point } from '../point.ts';

/** What an upgrade does to tables. */
export const upgradePoints: readonly Point[] = [
  {
    id: 'replaced-table',
    question:
      'a table is replaced in one transaction, and has the privileges from before (SVV_RELATION_PRIVILEGES)',
    page: 'dg/r_SVV_RELATION_PRIVILEGES',
    statement:
      'begin; alter table verify_old rename to verify_former; create table verify_old …; grant …; commit',
    expected: 'select for public, and the row',
    over: 'once',
    async run({ open }) {
      const warehouse = await open();
      await makeTable(warehouse, 'verify_old');
      await warehouse.run('insert into verify_old values (1)');
      await warehouse.run('grant select on verify_old to public');
      await warehouse.transaction(async () => {
        const rights = await tableRights(warehouse, ['verify_old'], undefined);
        await warehouse.run('alter table verify_old rename to verify_former');
        await warehouse.run('create table verify_old (n bigint)');
        await warehouse.run('insert into verify_old select n from verify_former');
        await warehouse.run('drop table verify_former');
        for (const right of rights) await warehouse.run(right);
      });
      const { rows } = await warehouse.query(
        `select lower(trim(privilege_type)) as privilege, lower(trim(identity_name)) as who
        from svv_relation_privileges
        where relation_name = 'verify_old' and identity_name <> current_user`,
      );
      const rights = rows.map(({ privilege, who }) => `${privilege} for ${who}`).join(', ');
      const kept = await observeValue(warehouse, 'select count(*) as n from verify_old');
      return `${rights || 'nothing'}, and ${kept === '1 (number)' ? 'the row' : kept}`;
    },
  },
  {
    id: 'added-column',
    question: 'a column is added in a transaction, and filled in it',
    page: 'dg/r_ALTER_TABLE',
    statement:
      'begin; alter table verify_more add column more integer; update verify_more set more = 2; commit',
    expected: '2 (number)',
    over: 'once',
    async run({ open }) {
      const warehouse = await open();
      await makeTable(warehouse, 'verify_more');
      await warehouse.run('insert into verify_more values (1)');
      await warehouse.transaction(async () => {
        await warehouse.run('alter table verify_more add column more integer');
        await warehouse.run('update verify_more set more = 2');
      });
      return await observeValue(warehouse, 'select more from verify_more');
    },
  },
];
