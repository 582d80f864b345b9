import type { OrderRow } from '#domain/customer/order';
import { useText } from '../text/TextProvider';
import classes from './Card.module.css';
import { itemsText, sumText } from './order-text';

/** The newest orders; all of them stand in the timeline. */
export function Orders({ orders, inAll }: { readonly orders: readonly OrderRow[]; readonly inAll: number }) {
  const { say, dates, language } = useText();
  if (orders.length === 0) return null;
  return (
    <section className={classes['section']}>
      <h3>{say('customer.orders')}</h3>
      <ul className={classes['orders']}>
        {orders.map((order) => (
          <li key={order.id} title={itemsText(order)}>
            <span className={classes['orderNumber']}>
              <bdi>{order.number}</bdi> <em>{order.status}</em>
            </span>
            <span className={classes['orderSum']}>{sumText(order, language)}</span>
            <span className={classes['orderItems']}>
              <bdi>{itemsText(order)}</bdi>
            </span>
            <time title={dates.full(order.placedAt)}>{dates.date(order.placedAt)}</time>
          </li>
        ))}
      </ul>
      {inAll > orders.length && <p className={classes['empty']}>{say('customer.ordersInAll', { n: inAll })}</p>}
    </section>
  );
}
