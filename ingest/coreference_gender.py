"""Who is "he" and who "she", as far as titles, nouns and first names tell."""

from __future__ import annotations

from typing import Literal

from ingest.layers import Mention, Referent
from ingest.tree import Tree

Gender = Literal["he", "she", ""]

HE = frozenset(
    {"mr", "sir", "lord", "king", "prince", "emperor", "tsar", "emir", "sultan", "sheikh", "ayatollah", "imam",
        "pope", "monk", "rabbi", "father", "son", "brother", "husband", "uncle", "nephew", "grandfather", "grandson",
        "dad", "daddy", "widower", "boyfriend", "fiance", "groom", "man", "boy", "gentleman", "guy", "lad", "actor",
        "waiter", "duke", "baron", "count", "monsignor", "friar", "altar", "stepfather", "stepson", "godfather",
        "patriarch"}
)  # fmt: skip
SHE = frozenset(
    {"mrs", "ms", "miss", "madam", "lady", "dame", "queen", "princess", "empress", "duchess", "baroness",
        "countess", "mother", "daughter", "sister", "wife", "aunt", "niece", "grandmother", "granddaughter", "mum",
        "mom", "mummy", "mommy", "widow", "girlfriend", "fiancee", "bride", "woman", "girl", "actress", "waitress",
        "heroine", "nun", "hostess", "goddess", "stepmother", "stepdaughter", "godmother", "matriarch", "landlady",
        "stewardess", "heiress"}
)  # fmt: skip
MALE = ("man", "father", "brother")
NEITHER = frozenset({"human", "german", "roman", "ottoman", "talisman"})
# First names that are of one gender nearly everywhere, and no family names of East Asia.
HE_NAMES = frozenset(
    {"aaron", "abbas", "abdallah", "abdel", "abdelaziz", "abdul", "abdulaziz", "abdullah", "abdullahi",
        "abdulrahman", "abel", "abraham", "abu", "adam", "adel", "ahmad", "ahmed", "alan", "albert", "alberto",
        "alejandro", "aleksandar", "aleksandr", "alexander", "alexandre", "alexei", "alexey", "alfred", "alfredo",
        "ali", "alvaro", "amadou", "amir", "anatoly", "anders", "andre", "andreas", "andrei", "andrew", "andrey",
        "andrij", "andrzej", "angelo", "anthony", "antoine", "anton", "antonio", "antony", "anwar", "aristide",
        "arkady", "arnold", "arthur", "arturo", "ashraf", "asif", "aslan", "augusto", "avi", "ayman", "aziz",
        "bahadur", "barack", "barry", "bart", "bashar", "bashir", "ben", "benito", "benjamin", "bernard", "bernardo",
        "bernd", "bernie", "bilal", "bill", "bjorn", "bob", "bogdan", "boris", "brad", "brahim", "brandon", "brian",
        "bruce", "bruno", "bryan", "carl", "carlo", "carlos", "cesar", "charles", "christian", "christoph",
        "christophe", "christopher", "chuck", "claude", "claudio", "clement", "colin", "craig", "cyril", "cyrus",
        "dan", "daniel", "daniele", "danilo", "danny", "dave", "david", "dennis", "denis", "denys", "diego", "dieter",
        "dimitri", "dimitris", "dmitri", "dmitriy", "dmitry", "dmytro", "dominic", "dominik", "donald", "douglas",
        "dragan", "duncan", "dwight", "ed", "eddie", "edgar", "eduard", "eduardo", "edward", "edwin", "ehud", "elias",
        "elijah", "elliott", "elon", "emil", "emilio", "emmanuel", "emmerson", "enrico", "enrique", "erdogan", "eric",
        "erich", "erik", "ernest", "ernesto", "essam", "ethan", "eugene", "evgeny", "fabio", "fadi", "faisal",
        "farid", "farouk", "felipe", "felix", "ferdinand", "fernando", "fidel", "filip", "francesco", "francis",
        "francisco", "francois", "frank", "frankie", "franz", "fred", "freddie", "frederic", "frederick", "friedrich",
        "fuad", "gabriel", "gareth", "gary", "gavin", "gennady", "geoff", "geoffrey", "george", "georges", "georgi",
        "georgy", "gerald", "gerard", "gerhard", "giacomo", "gilbert", "giorgio", "giovanni", "giuseppe", "glenn",
        "gonzalo", "gordon", "graham", "greg", "gregory", "guido", "guillaume", "guillermo", "gunter", "gustavo",
        "guy", "habib", "hamad", "hamid", "hamza", "hans", "harold", "harry", "hasan", "hashim", "hassan", "heinrich",
        "heinz", "helmut", "hendrik", "henri", "henrik", "henry", "herbert", "herman", "hernan", "hisham", "hossein",
        "howard", "hugh", "hugo", "hussein", "ian", "ibrahim", "idris", "igor", "ihor", "ilham", "ilya", "imad",
        "imran", "isaac", "ishaq", "ismail", "issa", "ivan", "ivo", "jack", "jacob", "jacques", "jaime",
        "jair", "jake", "jakob", "jamal", "james", "jan", "jared", "jason", "javad", "javier", "jeff",
        "jeffrey", "jens", "jeremy", "jerome", "jerry", "jim", "jimmy", "joachim", "joao", "joaquin", "joe", "joel",
        "johan", "johann", "johannes", "john", "johnny", "jon", "jonas", "jonathan", "jorge", "jose", "josef",
        "joseph", "josh", "joshua", "juan", "juergen", "julian", "julio", "julius", "jurgen", "justin", "kamal",
        "kareem", "karim", "karl", "kaspar", "keith", "ken", "kenneth", "kevin", "khaled", "khalid", "khalifa",
        "khalil", "klaus", "konstantin", "kostas", "kurt", "kyle", "lars", "laszlo", "laurent", "lawrence", "lech",
        "len", "leo", "leon", "leonard", "leonid", "leopold", "leroy", "liam", "lindsey", "lloyd", "lorenzo",
        "louis", "luc", "luca", "lucas", "luigi", "luis", "luiz", "lukas", "luke", "mahdi", "mahmoud", "malcolm",
        "malik", "manfred", "manuel", "marc", "marcel", "marcelo", "marcin", "marco", "marcos", "marcus", "mario",
        "marius", "mark", "marko", "markus", "marshall", "martin", "marvin", "marwan", "massoud", "mateusz", "matt",
        "matteo", "matthew", "matthias", "maurice", "mauricio", "max", "maxim", "maxime", "mehdi", "mehmet",
        "michael", "michal", "michel", "miguel", "mihai", "mikael", "mike", "mikhail", "milan", "miles", "milos",
        "miroslav", "mitch", "mohamad", "mohamed", "mohammad", "mohammed", "mohsen", "moshe", "mourad", "muammar",
        "muhammad", "muhammadu", "murat", "murray", "musa", "mustafa", "mustapha", "mykhailo", "mykola", "nabil",
        "nasser", "nathan", "neil", "nelson", "nicholas", "nick", "nicolas", "nicolo", "nigel", "nikola",
        "nikolai", "nikolas", "nikolay", "nils", "norman", "nuri", "oleg", "oleh", "oleksandr", "oleksii", "olivier",
        "omar", "oscar", "osama", "oskar", "osman", "otto", "owen", "pablo", "paolo", "pascal", "patrick", "paul",
        "pavel", "pavlo", "pawel", "pedro", "percy", "perry", "pervez", "pete", "peter", "petr", "petro",
        "phil", "philip", "philippe", "pierre", "pieter", "piotr", "qasem", "quentin", "rafael", "rafiq", "rahul",
        "raj", "rajiv", "ralph", "ramon", "ramzan", "ramzi", "randy", "raphael", "rashid", "raul", "ray", "raymond",
        "recep", "reza", "ricardo", "richard", "rick", "riccardo", "riyad", "rob", "robert", "roberto",
        "rodrigo", "roger", "roland", "rolf", "roman", "romano", "ron", "ronald", "ronnie", "ross", "roy", "rudolf",
        "rudy", "ruslan", "russell", "rustam", "ryan", "sadiq", "saeed", "said", "salah", "salim", "salman",
        "salvatore", "sam", "sami", "samir", "samuel", "sanjay", "saul", "sayed", "scott", "sean", "sebastian",
        "selim", "serge", "sergei", "sergey", "sergio", "serhii", "seth", "shahid", "shane", "sharif", "shimon",
        "shinzo", "silvio", "simon", "slobodan", "spencer", "stan", "stanislav", "stefan", "stefano", "stephane",
        "stephen", "steve", "steven", "stuart", "sultan", "sven", "syed", "tadeusz", "taras", "tarek", "tariq",
        "tayyip", "ted", "terrence", "theo", "theodor", "theodore", "theresia", "thierry", "thomas", "tim",
        "timothy", "tobias", "todd", "tom", "tomas", "tommy", "tony", "travis", "trevor", "tristan", "ulrich",
        "umar", "umberto", "uri", "usman", "vaclav", "vadim", "valentin", "valery", "vasily", "vasyl", "victor",
        "viktor", "vincent", "vitali", "vitaliy", "vitaly", "vito", "vladimir", "vladislav", "volodymyr",
        "vyacheslav", "wael", "walid", "walter", "warren", "wayne", "werner", "wilfried", "wilhelm", "will", "willem",
        "william", "willy", "winston", "wladimir", "wolfgang", "xavier", "yahya", "yair", "yakov", "yaroslav",
        "yasser", "yasin", "yevgeny", "yitzhak", "yoav", "younis", "youssef", "yuri", "yuriy", "yury", "yusuf",
        "yves", "zachary", "zaid", "ziad", "zoltan", "zoran"}
)  # fmt: skip
SHE_NAMES = frozenset(
    {"abigail", "ada", "adele", "adriana", "agnes", "aicha", "aisha", "alba", "alexandra", "alexis", "alia",
        "alice", "alicia", "alina", "alison", "amanda", "amelia", "amina", "amy", "ana", "anastasia",
        "angela", "angelina", "anita", "ann", "anna", "annalena", "anne", "annette", "annika", "antonia", "ariana",
        "astrid", "audrey", "ayesha", "barbara", "beata", "beatrice", "beatriz", "becky", "benazir",
        "bernadette", "beth", "betty", "beverly", "bianca", "birgit", "brenda", "bridget", "brigitte", "brittany",
        "camila", "camille", "carla", "carmen", "carol", "carole", "carolina", "caroline", "carrie", "catherine",
        "cathy", "cecilia", "celine", "chantal", "charlotte", "chelsea", "chiara", "chloe", "christa", "christina",
        "christine", "cindy", "claire", "clara", "claudia", "colette", "colleen", "condoleezza", "connie",
        "constance", "corazon", "courtney", "cristina", "cynthia", "dalia", "daniela", "danielle", "daria", "deborah",
        "debbie", "debra", "denise", "diana", "diane", "dina", "dolores", "donna", "dora", "doris", "dorothy", "ebba",
        "edith", "eileen", "elaine", "eleanor", "elena", "eleni", "elif", "elina", "elisa", "elisabeth", "elise",
        "eliza", "elizabeth", "ella", "ellen", "elsa", "elvira", "emilia", "emily", "emma", "erica", "erika", "erin",
        "esther", "eugenia", "eva", "evelyn", "fatima", "fatma", "fatou", "federica", "fiona", "flora", "florence",
        "frances", "francesca", "francoise", "frida", "gabriela", "gabrielle", "gail", "galina", "geraldine",
        "gertrude", "gina", "giorgia", "giulia", "glenda", "gloria", "golda", "grace", "greta", "gwen", "halima",
        "hana", "hanan", "hanna", "hannah", "harriet", "heather", "heidi", "helen", "helena", "helene", "helga",
        "hilary", "hilda", "hillary", "huda", "ida", "imelda", "indira", "ines", "ingrid", "irene", "irina", "iris",
        "isabel", "isabella", "isabelle", "ivana", "ivanka", "jacinda", "jacqueline", "jamila", "jana", "jane",
        "janet", "janice", "jasmine", "jeanne", "jennifer", "jenny", "jessica", "jill", "joan", "joanna", "joanne",
        "jocelyn", "joyce", "judith", "judy", "julia", "juliana", "julie", "juliet", "justine", "kaja", "kamala",
        "karen", "karin", "karina", "karla", "kate", "katarina", "katerina", "katharina", "katherine", "kathleen",
        "kathryn", "kathy", "katie", "katja", "katrin", "kavita", "kayla", "keiko", "khadija",
        "kimberly", "kirsten", "kristen", "kristin", "kristina", "laila", "lara", "larissa", "latifa", "laura",
        "lauren", "layla", "leila", "lena", "lenka", "leyla", "lidia", "lilian", "lily", "lina", "linda",
        "lisa", "liz", "ljubica", "lola", "lorena", "loretta", "louisa", "louise", "lucia", "lucie", "lucy",
        "ludmila", "luisa", "luz", "lydia", "lyudmila", "madeleine", "maggie", "maia", "maja", "malala", "manal",
        "mandy", "manju", "manuela", "marcia", "margaret", "margarita", "margot", "maria", "mariam",
        "mariana", "marie", "marina", "marine", "marissa", "marjorie", "marta", "martha", "martina", "mary",
        "maryam", "matilda", "maureen", "maya", "megan", "melania", "melanie", "melissa", "melinda", "mercedes",
        "meryem", "michele", "michelle", "mila", "mina", "miranda", "miriam", "moira", "molly", "mona", "monica",
        "monika", "nabila", "nadia", "nadine", "naledi", "nancy", "naomi", "natalia", "natalie", "natasha",
        "nathalie", "nawal", "nicola", "nicole", "nikki", "nina", "nora", "nuria", "oksana", "olena", "olga",
        "olivia", "oprah", "paige", "pamela", "patricia", "patty", "paula", "pauline", "penny", "petra", "phyllis",
        "polina", "priti", "priya", "rachel", "rania", "rebecca", "regina", "renata", "renee", "rita",
        "roberta", "roksana", "rosa", "rosalind", "rose", "rosemary", "rosie", "roxana", "ruth", "sabina", "sabine",
        "sabrina", "sadia", "safiya", "sally", "samantha", "samira", "sandra", "sanna", "sara", "sarah", "savannah",
        "selma", "sepideh", "shakira", "shannon", "sharon", "sheila", "shirin", "shirley", "silvia", "simone",
        "siobhan", "sofia", "sonia", "sonja", "sophia", "sophie", "stacey", "stella", "stephanie", "suella", "sue",
        "susan", "susana", "susanna", "susanne", "suzanne", "svetlana", "sylvia", "sylvie", "tamara", "tanya", "tara",
        "tatiana", "tatyana", "teresa", "tessa", "theresa", "tina", "tiffany", "tracey", "ulrike", "ursula",
        "valentina", "valentyna", "valerie", "vanessa", "vera", "veronica", "veronika", "victoria", "viktoria",
        "viola", "virginia", "vivian", "wanda", "wendy", "wilma", "winnie", "xenia", "yana", "yasmin", "yasmine",
        "yekaterina", "yolanda", "yulia", "yuliya", "yvette", "yvonne", "zahra", "zainab", "zeinab", "zoe", "zuzana"}
)  # fmt: skip


TITLED = frozenset({"compound", "flat", "nmod:desc", "amod", "appos"})


def gender_of(tree: Tree, mention: Mention, referent: Referent) -> Gender:
    """Return how a text speaks of a single person by the words of one mention, empty where they do not tell."""
    near = [t for t in tree.children[mention.head] if tree.deps[t] in TITLED]
    if tree.deps[mention.head] in TITLED:
        near.append(tree.heads[mention.head])
    for token in (mention.head, *near):
        if gender := gender_of_word(tree.lower[token].rstrip("."), is_name=tree.pos[token] == "PROPN"):
            return gender
    first, _, rest = referent.label.lower().partition(" ")
    if mention.kind == "name" and not referent.described and rest:  # a single name may be the last one
        return "he" if first in HE_NAMES else "she" if first in SHE_NAMES else ""
    return ""


def gender_of_word(word: str, *, is_name: bool = False) -> Gender:
    """Return whom a title or noun in lower case speaks of ("mr", "spokeswoman"); the ends of names tell nothing."""
    if word in SHE or (word.endswith("woman") and not is_name):
        return "she"
    if word in HE or (word.endswith(MALE) and not is_name and word not in NEITHER):
        return "he"
    return ""
