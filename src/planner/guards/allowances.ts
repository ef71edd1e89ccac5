export { inForce } from '../../model/allowance.ts';
