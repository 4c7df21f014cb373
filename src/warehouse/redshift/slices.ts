import { UsageError } from '../../errors.ts';
import { StatementError } from '../statement-error.ts';
import type { Warehouse } from '../warehouse.ts';

/** As many as a cluster of four small nodes has. */
export const usualSlices = 8;

/**
 * How many files the cluster reads at the same time. Not to be asked in a transaction: on Serverless nobody can query STV
 * tables, and the failure would end it. https://docs.aws.amazon.com/redshift/latest/dg/r_STV_SLICES.html,
 * https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-monitoring.html
 */
export async function countSlices(warehouse: Warehouse): Promise<number> {
  try {
    const { rows } = await warehouse.query('select count(*) as slices from stv_slices');
    return Math.max(1, Number(rows[0]?.slices));
  } catch (error) {
    if (error instanceof StatementError || error instanceof UsageError) return usualSlices;
    throw error;
  }
}
