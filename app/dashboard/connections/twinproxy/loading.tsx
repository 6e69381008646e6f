import ConnectionsLoading from "../(list)/loading";

export default ConnectionsLoading;
