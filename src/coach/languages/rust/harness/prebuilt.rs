//! Code of the standard library's collections, for the types that solutions use most. At this level of optimisation the
//! compiler links what a library holds already instead of compiling it again, which saves half the time of a solution
//! with a hash map. Nothing here is called.

use crate::serve::Case;
use crate::value::Value;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
use std::hash::Hash;
use std::hint::black_box;

pub fn all() {
    value::<i32>();
    value::<i64>();
    value::<f64>();
    value::<bool>();
    value::<String>();
    value::<Option<i32>>();
    value::<HashMap<String, i32>>();
    value::<Vec<Vec<i32>>>();
    value::<Vec<Vec<String>>>();

    list::<i32>();
    list::<i64>();
    list::<usize>();
    list::<f64>();
    list::<bool>();
    list::<u8>();
    list::<char>();
    list::<String>();
    list::<&str>();
    list::<(i32, i32)>();
    list::<(usize, usize)>();
    list::<Vec<i32>>();
    list::<Vec<usize>>();
    list::<Vec<bool>>();
    list::<Vec<char>>();
    list::<Vec<String>>();

    queue::<i32>();
    queue::<usize>();
    queue::<(i32, i32)>();
    queue::<(usize, usize)>();
    queue::<(usize, usize, i32)>();

    sort::<i32>();
    sort::<i64>();
    sort::<usize>();
    sort::<u8>();
    sort::<char>();
    sort::<String>();
    sort::<(i32, i32)>();
    sort::<Vec<i32>>();

    heap::<i32>();
    heap::<i64>();
    heap::<(i32, i32)>();
    heap::<(i32, usize)>();
    heap::<(i64, usize)>();

    hash_set::<i32>();
    hash_set::<i64>();
    hash_set::<usize>();
    hash_set::<char>();
    hash_set::<String>();
    hash_set::<&str>();
    hash_set::<(i32, i32)>();
    hash_set::<(usize, usize)>();
    hash_set::<Vec<i32>>();

    hash_map::<i32, i32>();
    hash_map::<i32, usize>();
    hash_map::<i32, Vec<i32>>();
    hash_map::<i64, i32>();
    hash_map::<i64, usize>();
    hash_map::<usize, usize>();
    hash_map::<usize, Vec<usize>>();
    hash_map::<u8, usize>();
    hash_map::<char, i32>();
    hash_map::<char, usize>();
    hash_map::<char, char>();
    hash_map::<String, i32>();
    hash_map::<String, usize>();
    hash_map::<String, String>();
    hash_map::<String, Vec<String>>();
    hash_map::<&str, i32>();
    hash_map::<&str, usize>();
    hash_map::<(i32, i32), i32>();
    hash_map::<(usize, usize), usize>();

    tree_map::<i32, i32>();
    tree_map::<i32, usize>();
    tree_map::<i64, i64>();
    tree_map::<i32, Vec<i32>>();
    tree_map::<String, i32>();
    tree_set::<i32>();
    tree_set::<(i32, i32)>();
}

/// A value that the compiler cannot know to be missing.
fn any<T>() -> T {
    black_box(None).unwrap()
}

fn value<T: Value>() {
    let case: &mut Case = any();
    let (one, more): (T, Vec<T>) = (case.read(), case.read());
    case.write(one);
    case.write(more);
}

fn list<T: Clone + PartialEq>() {
    let mut items: Vec<T> = vec![any(); any()];
    items.push(any());
    items.insert(any(), any());
    items.remove(any());
    items.extend_from_slice(any());
    items.resize(any(), any());
    items.reverse();
    black_box(items.contains(any()));
    black_box(items.clone());
}

fn queue<T: Clone>() {
    let mut queue: VecDeque<T> = VecDeque::from(any::<Vec<T>>());
    queue.push_back(any());
    queue.push_front(any());
    queue.pop_front();
    queue.pop_back();
}

fn sort<T: Ord>() {
    any::<Vec<T>>().sort();
    any::<Vec<T>>().sort_unstable();
}

fn heap<T: Ord>() {
    one_heap::<T>();
    one_heap::<Reverse<T>>();
}

fn one_heap<T: Ord>() {
    let mut heap: BinaryHeap<T> = BinaryHeap::from(any::<Vec<T>>());
    heap.push(any());
    heap.pop();
}

fn hash_set<K: Clone + Eq + Hash>() {
    let mut set: HashSet<K> = any::<Vec<K>>().into_iter().collect();
    set.insert(any());
    set.contains(any::<&K>());
    set.remove(any::<&K>());
    black_box(set.clone());
}

fn hash_map<K: Clone + Eq + Hash, V: Clone + Default>() {
    let mut map: HashMap<K, V> = HashMap::new();
    map.insert(any(), any());
    map.get(any::<&K>());
    map.get_mut(any::<&K>());
    map.contains_key(any::<&K>());
    map.remove(any::<&K>());
    *map.entry(any()).or_insert(any()) = any();
    *map.entry(any()).or_default() = any();
    black_box(map.clone());
}

fn tree_set<K: Ord>() {
    let mut set: BTreeSet<K> = BTreeSet::new();
    set.insert(any());
    set.contains(any::<&K>());
    set.remove(any::<&K>());
    set.range(any::<K>()..).next();
    set.iter().next();
}

fn tree_map<K: Ord, V: Default>() {
    let mut map: BTreeMap<K, V> = BTreeMap::new();
    map.insert(any(), any());
    map.get(any::<&K>());
    map.get_mut(any::<&K>());
    map.remove(any::<&K>());
    *map.entry(any()).or_insert(any()) = any();
    *map.entry(any()).or_default() = any();
    map.range(any::<K>()..).next();
    map.iter().next();
}
