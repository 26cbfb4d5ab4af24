'use strict';

// What the server says of a product comes in two ways: names, prices and thresholds by /product, and what is left
// of it by /events, as it happens. What is left by events is newer, always.

const token = document.querySelector('meta[name=visitor-token]')?.content;
const list = document.getElementById('products');
const number = new Intl.NumberFormat('en');
// Both by the product's number.
const stocks = new Map();
const cards = new Map();

// MARK: Products

async function loadProducts() {
  let cursor = null;
  do {
    const query = 'product?limit=100' + (cursor ? '&cursor=' + encodeURIComponent(cursor) : '');
    const response = await fetch(query);
    if (!response.ok) throw new Error(response.statusText);
    const page = await response.json();
    for (const product of page.data) describe(product);
    cursor = page.nextCursor;
  } while (cursor);
}

function describe(product) {
  const card = cards.get(product.id) ?? addCard(product.id);
  card.name = product.name;
  card.threshold = product.quantityThreshold;
  if (!stocks.has(product.id)) stocks.set(product.id, { quantity: product.quantity, most: product.quantity });
  card.title.textContent = product.name;
  card.price.textContent = 'Price ' + number.format(product.price);
  card.bar.setAttribute('aria-label', 'Stock of ' + product.name);
  card.button.setAttribute('aria-label', 'Buy one: ' + product.name);
  card.button.hidden = !token;
  show(card);
}

function addCard(id) {
  const item = document.getElementById('product').content.cloneNode(true).querySelector('li');
  const part = name => item.querySelector(name);
  const card = {
    id, item, title: part('h2'), price: part('.price'), flag: part('.flag'), bar: part('progress'),
    stock: part('.stock'), button: part('button'),
  };
  item.dataset.product = id;
  card.button.addEventListener('click', () => buy(card));
  cards.set(id, card);
  const next = [...cards.keys()].filter(other => other > id).sort((a, b) => a - b)[0];
  list.insertBefore(item, next === undefined ? null : cards.get(next).item);
  return card;
}

// The same rule as the server's flagStock: what is below the threshold is kept back.
function show(card) {
  const stock = stocks.get(card.id);
  const left = Math.max(0, stock.quantity - card.threshold);
  const most = Math.max(left, stock.most - card.threshold, 1);
  const wasAvailable = card.isAvailable;
  card.left = left;
  card.isAvailable = left > 0;
  card.item.className = left === 0 ? 'none' : left * 10 <= most ? 'few' : '';
  card.flag.textContent = left === 0 ? 'Out of stock' : left * 10 <= most ? 'Almost gone' : 'Available';
  card.bar.max = most;
  card.bar.value = left;
  card.bar.setAttribute('aria-valuetext', `${number.format(left)} of ${number.format(most)} left`);
  const kept = Math.min(stock.quantity, card.threshold);
  card.stock.textContent = `${number.format(left)} left` + (kept > 0 ? `, ${number.format(kept)} kept back` : '');
  // Stays where it is for who has come to it by keyboard.
  card.button.setAttribute('aria-disabled', String(left === 0 || card.isBuying === true));
  if (wasAvailable && left === 0) say(`${card.name}: out of stock.`);
  if (wasAvailable === false && left > 0) say(`${card.name} is available again.`);
}

// MARK: Events

const state = document.getElementById('state');

function become(text, isLive) {
  if (state.textContent === text) return;
  state.textContent = text;
  state.className = isLive ? 'state live' : 'state';
}

let isLoading = false;

// Also again when a product comes up that is not known.
async function load() {
  if (isLoading) return;
  isLoading = true;
  try {
    await loadProducts();
    showTotal();
  } catch {
    setTimeout(load, 2000);
  } finally {
    isLoading = false;
  }
}

function take(event) {
  const news = JSON.parse(event.data);
  document.getElementById('rate').textContent = number.format(news.ordersPerSecond);
  for (const { id, quantity, most } of news.products) {
    stocks.set(id, { quantity, most });
    if (cards.has(id)) show(cards.get(id));
  }
  // The first event may come before the products have names; others are of products that are new.
  if (news.products.some(({ id }) => !cards.has(id))) load();
  showTotal();
}

function showTotal() {
  let total = 0;
  for (const card of cards.values()) total += card.left ?? 0;
  document.getElementById('left').textContent = number.format(total);
}

function connect() {
  const events = new EventSource('events');
  events.addEventListener('open', () => become('Live', true));
  events.addEventListener('stock', take);
  events.addEventListener('error', () => {
    become('Connection lost; trying again…', false);
    // A browser gives up where the answer was an error, as when the server is full.
    if (events.readyState === EventSource.CLOSED) {
      events.close();
      setTimeout(connect, 3000);
    }
  });
}

// MARK: Buying

const notice = document.getElementById('notice');
let forgetting;

function say(text) {
  notice.textContent = text;
  clearTimeout(forgetting);
  forgetting = setTimeout(() => { notice.textContent = ''; }, 8000);
}

async function buy(card) {
  if (card.isBuying || !card.isAvailable) return;
  card.isBuying = true;
  show(card);
  try {
    const cart = await post('cart', { cartItems: [{ productID: card.id, quantity: 1 }] });
    const order = await post('orderThreshold', {
      cartID: cart.id, name: 'Visitor', address: 'Jl. Sudirman 1, Jakarta', phone: '+62 21 555 0100',
    });
    say(`${card.name}: order ${order.id} is placed.`);
  } catch (error) {
    say(`${card.name}: ${error.message}`);
  } finally {
    card.isBuying = false;
    show(card);
  }
}

// An answer that is lost is asked for again with the same key: there is never a second order.
async function post(path, body) {
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
  for (let attempt = 1; ; attempt++) {
    let response;
    try {
      response = await fetch(path, {
        method: 'POST', body: JSON.stringify(body),
        headers: { 'Authorization': 'Bearer ' + token, 'Content-Type': 'application/json', 'Idempotency-Key': key },
      });
    } catch {
      if (attempt === 3) throw new Error('the server cannot be reached.');
      await new Promise(resolve => setTimeout(resolve, 300 * attempt));
      continue;
    }
    const answer = await response.json();
    if (!answer.success) throw new Error(answer.message);
    return answer.data;
  }
}

load();
connect();
// Names, prices and thresholds that an administrator changes make no event.
setInterval(() => { if (!document.hidden) load(); }, 60000);
