import type { IBinaryData, IDataObject } from 'n8n-workflow';
import type { DashdocClient, DashdocRequest } from '../client/types';
import type { Parameter } from './parameter';
import type { AnswerOf, RequestParts, Route, Target } from './route';

/**
 * What an operation gives back: the object of the answer, those of a list, an object of another kind than the
 * resource's own (given out whole), flat rows that `run` makes of an answer, the proof of a deletion, or a success.
 */
export type AnswerKind = 'object' | 'list' | 'part' | 'rows' | 'deleted' | 'success';

/** One output item before its object is simplified. */
export interface Result {
	/** What Dashdoc answered; left out where it answers nothing. */
	object?: object;
	/** Fields that stand beside the object whatever the output mode, e.g. `{ outcome: 'created' }`. */
	beside?: IDataObject;
	/** Files that `RunContext.download` fetched, by the binary field in which the item holds them. */
	files?: Readonly<Record<string, IBinaryData>>;
}

/** A file that a request carries, as far as it is known before it is sent. */
export interface Attachment {
	fileName: string;
	/** Media type, e.g. `image/jpeg`. */
	mediaType: string;
}

/** The request that the parameters of one item make; path values are not encoded yet. */
export interface BuiltRequest {
	path: Record<string, string | number>;
	query: NonNullable<DashdocRequest['query']>;
	body: IDataObject;
	/** What the form says for further requests, by step; left out where nothing is said. */
	steps?: IDataObject;
}

/** What an operation that is more than one request can use; there is no other way to Dashdoc. */
export interface RunContext {
	readonly client: DashdocClient;
	/** The request that the operation's parameters make for this item. */
	readonly request: BuiltRequest;
	/** Values by parameter name as the editor gives them; hidden ones are undefined. */
	readonly values: Readonly<Record<string, unknown>>;
	/** Number of objects wanted at most, from Return All and Limit; undefined for all of them. */
	readonly limit?: number;
	/** Number of input items of this execution. */
	readonly items: number;
	/** Shared by all items of one execution; may only save work. */
	readonly memory: Map<string, unknown>;
	/** IANA name of the workflow's time zone. */
	readonly timezone: string;
	/** Files that the request carries, by the body field; they exist and are not empty. */
	readonly attachments: ReadonlyMap<string, Attachment>;
	/**
	 * Fetches a file by the address that an answer gives, and hands it to n8n's store chunk by chunk.
	 * @param subject the file in words, for errors, e.g. `cmr-24.pdf`
	 */
	download(address: string, subject: string): Promise<IBinaryData>;
	/**
	 * One call of a known route, worded for this operation's parameters; resolves to the body of the answer.
	 * @param step where the form has the fields of the body, for errors, e.g. `loads.1`
	 */
	call<R extends Route>(route: R, parts: RequestParts<R>, step?: string): Promise<AnswerOf<R>>;
	/** As `call`, for what may not be there: undefined where Dashdoc finds nothing. */
	find<R extends Route>(route: R, parts: RequestParts<R>): Promise<AnswerOf<R> | undefined>;
	/**
	 * The object with an External ID; undefined when there is none, also where Dashdoc takes the External ID for something
	 * else.
	 */
	lookUp<R extends Route>(route: R, externalId: string): Promise<AnswerOf<R> | undefined>;
	/** What is read once for all items of the execution, by a key of its own. */
	once<T>(key: string, read: () => Promise<T>): Promise<T>;
	/** All objects of a known list. */
	list<R extends Route>(
		route: R,
		query: RequestParts<R>['query'],
		path?: RequestParts<R>['path'],
	): Promise<IDataObject[]>;
	/**
	 * Makes the error that names a parameter of this item; the caller throws it.
	 * @param parameter its name, or the field of a body that it feeds, e.g. `lines.0.unit_price`
	 */
	problem(parameter: string, text: string): Error;
	/** Adds to what stopped an item of several requests what exists or was changed by then; the caller throws it. */
	soFar(error: unknown, text: string): unknown;
	/** Whether Dashdoc may have carried out what ended in this error, since its answer was lost or cannot be read. */
	isPerhapsDone(error: unknown): boolean;
	/** Fields of a body that would change an object as Dashdoc shows it; `shownAs` as in FindFirst. */
	differing(wanted: object, found: object, shownAs?: FindFirst['shownAs']): IDataObject;
}

/** What is wrong with a request as a whole, told of the parameter that feeds `target`. */
export interface RequestProblem {
	target: string;
	text: string;
}

/** Looks at a whole request before it is sent. */
export type Check = (request: BuiltRequest) => RequestProblem | undefined;

/** One way to find an object that exists already, from the body that would create it. */
export type Finder =
	| {
			/** Reads the object by its External ID in the path. */
			readonly by: 'lookup';
			readonly route: Route;
	  }
	| {
			/** Reads a list and compares. */
			readonly by: 'search';
			readonly route: Route;
			/** Query that narrows the list; undefined when the body has not got what it needs. */
			readonly query: (context: RunContext) => Promise<BuiltRequest['query'] | undefined>;
			/** Fields compared one after the other, in the order in which Dashdoc compares them. */
			readonly match: readonly string[];
			/** True when this costly way is taken only after Dashdoc refused to create a double. */
			readonly onlyAfterRefusal?: boolean;
			/**
			 * True when the query reads all there is: then an execution of many items reads the list once for all of them, in
			 * place of one search per item.
			 */
			readonly whole?: boolean;
	  };

/** Makes a creation look for the object first, so that running it twice makes no double. */
export interface FindFirst {
	readonly finders: readonly Finder[];
	/** Route that brings a found object up to date; left out, it is given back as it is. */
	readonly update?: Route;
	/** Body fields that identify the object, strongest first; items that share a value run one after the other. */
	readonly keys: readonly string[];
	/** Those of them that Dashdoc compares without regard to case. */
	readonly caseBlind?: readonly string[];
	/** What must hold of a body that creates, but not of one that changes what is found. */
	readonly toCreate?: Check;
	/** Body fields that go with every update, because Dashdoc demands them. */
	readonly always?: readonly string[];
	/** Body fields that only a creation takes; a found object is neither compared with them nor sent them. */
	readonly onlyAtCreation?: readonly string[];
	/** Where an answer shows what was written under another name, e.g. `{ carrier_id: 'carrier' }`. */
	readonly shownAs?: Readonly<Record<string, string>>;
}

/**
 * An action on a list, whose filter chooses the objects that it acts on: one per item, or those of several items in one
 * request where the user wants it so. Dashdoc would act on everything without the filter.
 */
export interface ListAction {
	/** Filter of the query that takes IDs, as a parameter of the operation sends it: `uid__in`. */
	readonly filter: string;
	/** The list with the same filter: it shows what the action is going to act on. */
	readonly list: Route & `GET ${string}`;
	/** Objects in one request at most. */
	readonly most: number;
	/** Fields of the body that hold one value for each object, by its ID; their parameters send the value alone. */
	readonly keyed?: readonly string[];
	/** Whether an object goes in a request of its own, since Dashdoc passes over it in silence among others. */
	readonly alone?: (object: IDataObject) => boolean;
}

/** What a field beside the object tells; a text unless its type is given. */
export type BesideField =
	| string
	| { readonly type: 'boolean' | 'integer' | 'string'; readonly description: string };

/** A field of flat rows. */
export interface RowField {
	/** Null stands beside it where Dashdoc tells nothing. */
	readonly type: 'array' | 'boolean' | 'integer' | 'number' | 'string';
	readonly description: string;
	/** Fields of each element of a list of objects. */
	readonly elements?: Readonly<Record<string, RowField>>;
}

/** Where a value for another request of `run` goes, e.g. `steps.loads`. */
type StepTarget = `steps.${string}`;

/** An operation as a resource file declares it; `R` binds its parameters to its route. */
export interface OperationDeclaration<R extends Route> {
	/** Internal value, also the name of its output schema. */
	readonly value: string;
	readonly name: string;
	/** Sentence without articles; an AI agent reads it too. */
	readonly action: string;
	readonly description: string;
	/** Left out only where the user names the endpoint. */
	readonly route?: R;
	readonly parameters: ReadonlyArray<Parameter<Target<R> | StepTarget>>;
	/**
	 * Further requests of `run` whose bodies the form fills in too: a parameter with the target `steps.loads` holds what
	 * goes to the route of the step `loads`, one request for each row.
	 */
	readonly steps?: Readonly<Record<string, Route>>;
	/** Values that the operation always sends, e.g. `{ 'body.type': 'note' }`. */
	readonly fixed?: Readonly<Partial<Record<Target<R>, unknown>>>;
	/** Left out: `deleted` for DELETE, `object` for all others. */
	readonly answer?: AnswerKind;
	/** Where the answer holds what a `part` operation gives out, e.g. `unavailability.0`; left out for all of it. */
	readonly partAt?: string;
	/** Fields of the items of a `rows` operation, in their order. */
	readonly rows?: Readonly<Record<string, RowField>>;
	/** Body fields that `run` makes of the others, so that no parameter stands for them. */
	readonly makes?: readonly string[];
	/** Whether the body goes out as multipart/form-data, as files need it: always, or only with a file in it. */
	readonly multipart?: boolean | 'withFile';
	/** Route among `alsoCalls` whose object is given out, where the answer of `route` says less. */
	readonly gives?: Route;
	/** Whether a second arrival does no harm; left out, the client decides by the method. */
	readonly repeatable?: boolean;
	readonly checks?: readonly Check[];
	readonly findFirst?: FindFirst;
	readonly listAction?: ListAction;
	readonly run?: (context: RunContext) => Promise<Result[]>;
	/** Fields that `run` puts beside the object, for output schema and documentation. */
	readonly beside?: Readonly<Record<string, BesideField>>;
	/** Routes beside `route` that `run` calls. */
	readonly alsoCalls?: readonly Route[];
	/** Items that share a key run one after the other, in order. */
	readonly keys?: (request: BuiltRequest) => readonly string[];
}

/** An operation with its route forgotten, as the engine sees it. */
export interface Operation extends Omit<OperationDeclaration<Route>, 'parameters'> {
	readonly parameters: readonly Parameter[];
}

/** Field names of the simplified output and where they come from, e.g. `{ city: 'primary_address.city' }`. */
export type Simplified = Readonly<Record<string, string>>;

/** One Dashdoc resource as the editor offers it. */
export interface Resource {
	readonly value: string;
	readonly name: string;
	/** The field that identifies an object; kept in every output. */
	readonly identifier: 'pk' | 'uid' | 'id';
	/** At most ten fields, most useful first; left out for small objects, which are given out whole. */
	readonly simplified?: Simplified;
	readonly operations: readonly Operation[];
}

/** Declares an operation: a route, placeholder, filter or body field that Dashdoc does not have does not compile. */
export function operation<R extends Route>(declaration: OperationDeclaration<R>): Operation {
	return declaration;
}
