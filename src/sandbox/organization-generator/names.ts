/** Words that the generated organisation is named with. */

export const firstNames = words(`
  aisha alba alex amara ana andrei anika anna antonio aoife arjun astrid ayumi bao beatriz ben bilal bogdan bruno
  camila carlos chen chiara chloe claire daan dan daria david deepa diego dina elena eli emil emma erik esra eva farah
  felix fiona freya gabriel george giulia grace hana hans hao harry helena hugo ida ines ingrid ioana isaac ivan jack
  jan jana joana jonas jose julia kaan kai karim kate kenji kim laila lars laura lea leo lin linh lucas lucia luka maja
  malik marco maria marta mateo maya mei mia mila mina mohamed nadia naoko nia nico nina noah noor olga oliver omar oscar
  paula pavel pedro petra priya quinn rafael raj rania ravi rosa ruth sam samir sara sean sofia sven tara theo thomas tim
  tomas uma vera victor wei will xin yara yasmin yuki zara zoe
`);

export const lastNames = words(`
  abbas adams ahmed alonso alvarez andersen araujo bailey baker barros bauer becker berg bianchi blanc bose brown byrne
  campos carter castro chan chandra cohen costa cruz dahl das davies delgado diaz dubois duarte egan engel eriksson evans
  fabre farkas fernandes fischer fontaine fox garcia gomez gonzalez gray green gruber gupta haas hall hansen harris hayashi
  hernandez hill hoang horvath huang hughes ibrahim iglesias inoue ito ivanov jackson jain jansen jensen johnson jones
  joshi kaminski kaplan kato khan kim klein kovacs kowalski kumar lang larsen lee lehmann lewis li lima lindberg lopez ma
  maier marques martin mehta meyer miller mishra molina moore morales moreau mori murphy nair nakamura navarro nguyen
  nielsen novak okafor oliveira olsen ortiz osman park patel pereira perez petrov pham popescu price quiroga rahman ramos
  rao reyes ricci richter rivera rojas romano rossi roux ruiz russo saito salazar santos sato schmidt schulz shah sharma
  silva simon singh smith soto stone suarez suzuki svensson takeda tan taylor torres tran turner ueda usman vargas vega
  virtanen vogel wagner walker wang weber white wilson wood wright wu yamada yang yilmaz young zhang zhou ziegler
`);

/** Departments, each with the areas that its groups look after. */
export const departments: readonly { readonly name: string; readonly areas: readonly string[] }[] = [
  { name: 'Payments', areas: ['Cards', 'Bank Transfers', 'Checkout', 'Refunds', 'Fraud', 'Settlement'] },
  { name: 'Platform', areas: ['Compute', 'Networking', 'Storage', 'Observability', 'Build', 'Runtime'] },
  { name: 'Data', areas: ['Ingestion', 'Warehouse', 'Reporting', 'Experiments', 'Features', 'Catalogue'] },
  { name: 'Mobile', areas: ['Android', 'Apple', 'Design System', 'Notifications', 'Offline', 'Releases'] },
  { name: 'Web', areas: ['Storefront', 'Accounts', 'Search', 'Content', 'Accessibility', 'Performance'] },
  { name: 'Security', areas: ['Identity', 'Secrets', 'Detection', 'Response', 'Supply Chain', 'Privacy'] },
  { name: 'Logistics', areas: ['Routing', 'Warehousing', 'Returns', 'Carriers', 'Tracking', 'Inventory'] },
  { name: 'Finance', areas: ['Ledger', 'Invoicing', 'Tax', 'Treasury', 'Procurement', 'Payroll'] },
  { name: 'Support', areas: ['Help Centre', 'Chat', 'Telephony', 'Quality', 'Knowledge', 'Escalations'] },
  { name: 'Research', areas: ['Language', 'Vision', 'Ranking', 'Forecasting', 'Evaluation', 'Tooling'] },
  { name: 'Marketing', areas: ['Campaigns', 'Analytics', 'Brand', 'Loyalty', 'Partners', 'Email'] },
  { name: 'Operations', areas: ['Reliability', 'Capacity', 'Incidents', 'Databases', 'Messaging', 'Edge'] },
  { name: 'Hardware', areas: ['Firmware', 'Terminals', 'Sensors', 'Lab', 'Certification', 'Sourcing'] },
  { name: 'Sales', areas: ['Pricing', 'Quotes', 'Contracts', 'Territories', 'Enablement', 'Demos'] },
  { name: 'People', areas: ['Hiring', 'Onboarding', 'Learning', 'Travel', 'Offices', 'Benefits'] },
  { name: 'Legal', areas: ['Agreements', 'Licences', 'Policy', 'Discovery', 'Archives', 'Requests'] },
];

export const squadNames = titles(`
  otter heron lynx badger falcon wren ibex marten osprey puffin raven stoat tern viper walrus yak zebra beaver condor
  dingo egret ferret gecko hornet impala jackal kestrel lemur magpie newt ocelot plover quail robin salmon toucan urchin
  vole wombat adder bison crane dolphin eider finch grouse hare iguana jay koala lark mole narwhal oryx panda rook seal
  tapir
`);

export const sites = ['Berlin', 'Lisbon', 'Toronto', 'Bangalore', 'Tokyo', 'Nairobi'] as const;

/** Teams that only those in them may see. */
export const secretTeams = ['Incident Command', 'Compensation Review', 'Acquisitions', 'Legal Holds'] as const;

export const repoSubjects = words(`
  account address alert audit balance batch billing cache calendar cart catalog claim config contract coupon customer
  device dispute document event export feed gateway identity import index invoice item job journal ledger limit listing
  locale mandate message metric notice offer order parcel partner payout plan policy price product profile queue quote
  rate receipt record refund region report request reward risk rule schedule session settlement shipment stock
  subscription task tax template tenant ticket token transfer usage vault voucher wallet webhook
`);

export const repoKinds = words(`
  api service worker web ui sdk client cli lib schema jobs infra terraform charts dashboards docs tests proxy
  exporter operator adapter bot app stream etl models
`);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/u);
}

function titles(text: string): readonly string[] {
  return words(text).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
}
